/** `1 account`, `2 accounts`. */
export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`;

/** What every report says of itself. The tool reports; the auditor concludes. */
export const LIMITS =
  'This is evidence from the configuration of AWS as its APIs reported it. It is not an opinion on compliance: the auditor concludes. What automation cannot show is listed criterion by criterion.';

/** `12,345`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `1 November 2026`, of an ISO time or date. */
export const longDate = (time: string): string =>
  `${Number(time.slice(8, 10))} ${MONTHS[Number(time.slice(5, 7)) - 1]} ${time.slice(0, 4)}`;

/** How people read verdicts. */
export const VERDICT_WORDS = {
  FAIL: 'Fail',
  NOT_EVALUATED: 'Not evaluated',
  PASS: 'Pass',
  NOT_APPLICABLE: 'Not applicable',
} as const;
