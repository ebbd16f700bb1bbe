const NAMED = 5;

/** The first few of many names, and how many more there are. */
export const few = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ` and ${names.length - NAMED} more` : '');
