/**
 * A spreadsheet reads a cell that begins like this as a formula, if no apostrophe stands before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^'*[=+\-@\t\r]/;
/** What must stand in quotes: RFC 4180, section 2. */
const QUOTED = /[",\r\n]/;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** One line of CSV (RFC 4180, UTF-8, CRLF); cells that a spreadsheet would run are made inert with an apostrophe. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;

/** A cell as it was before it was made inert. */
export const plainCell = (text: string): string =>
  /^'/.test(text) && FORMULA.test(text) ? text.slice(1) : text;
