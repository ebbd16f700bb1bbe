/** `1 account`, `2 accounts`. */
export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`;

/** What every report says of itself. The tool reports; the auditor concludes. */
export const LIMITS =
  'This is evidence from the configuration of AWS as its APIs reported it. It is not an opinion on compliance: the auditor concludes. What automation cannot show is listed criterion by criterion.';
