import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';

/**
 * A spreadsheet reads a cell that begins like this as a formula, if no apostrophe stands before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^'*[=+\-@\t\r]/;

/**
 * A cell's text, with an apostrophe before what a spreadsheet would run; empty for nothing. The library's
 * `escape_formulas` leaves an apostrophe that was there before a formula as it is, so that no reader could tell the two.
 */
export function inert(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  if (typeof value === 'number') return text;
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A cell as it was before it was made inert. */
const plainCell = (text: string): string => (/^'/.test(text) && FORMULA.test(text) ? text.slice(1) : text);

const FORMAT = { record_delimiter: '\r\n' } as const;

/** In quotes is what RFC 4180, section 2, wants there: also half an end of a line. */
const linesOf = (rows: string[][]): string => stringify(rows, { ...FORMAT, quote_record_delimiter: true });

/** Lines of CSV (RFC 4180, UTF-8, CRLF); cells that a spreadsheet would run are made inert with an apostrophe. */
export const csvText = (rows: readonly (readonly unknown[])[]): string =>
  linesOf(rows.map((values) => values.map(inert)));

/** One line of CSV. */
export const csvLine = (values: readonly unknown[]): string => csvText([values]);

/** Lines that the library is given at once: it takes its time to begin. */
export const LINES_AT_ONCE = 100;

/**
 * Reads what `csvText` wrote, line by line.
 * @param chunks the bytes, cut anywhere
 * @throws Error when it ends, or goes on, in a way that `csvText` does not write
 */
export async function* csvLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  // Lines may differ in length: what reads a table knows its columns.
  const lines = pipeline(chunks, parse({ ...FORMAT, raw: true, relax_column_count: true }), ended);
  let read: string[][] = [];
  let text = '';
  // The parser also takes line breaks out of quotes and a last line without an end. `raw` lacks the line feed.
  const check = (): void => {
    if (linesOf(read) !== text) throw new Error(BROKEN);
  };
  try {
    for await (const { record, raw } of lines as AsyncIterable<{ record: string[]; raw: string }>) {
      read.push(record);
      text += `${raw}\n`;
      if (read.length < LINES_AT_ONCE) continue;
      check();
      for (const cells of read) yield cells.map(plainCell);
      [read, text] = [[], ''];
    }
    check();
    for (const cells of read) yield cells.map(plainCell);
  } catch (error) {
    throw error instanceof CsvError ? new Error(BROKEN, { cause: error }) : error;
  }
}

const BROKEN = 'the table does not consist of whole lines';

/** Whoever reads the lines gets the error; who stops reading wants none. */
const ended = (): void => undefined;
