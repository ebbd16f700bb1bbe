import { stringify } from 'csv-stringify/sync';

/** A spreadsheet reads a cell that begins like this as a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : String(value);
  return FORMULA.test(text) ? `'${text}` : text;
};

/** One line of CSV (RFC 4180, UTF-8, CRLF); cells that a spreadsheet would run are made inert with an apostrophe. */
export const csvLine = (values: readonly unknown[]): string =>
  stringify([values.map(cell)], { record_delimiter: 'windows' });
