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
const lineOf = (cells: readonly string[]): string =>
  stringify([cells], { ...FORMAT, quote_record_delimiter: true });

/** One line of CSV (RFC 4180, UTF-8, CRLF); cells that a spreadsheet would run are made inert with an apostrophe. */
export const csvLine = (values: readonly unknown[]): string => lineOf(values.map(inert));

/**
 * Reads what `csvLine` wrote, line by line.
 * @param chunks the bytes, cut anywhere
 * @throws Error when it ends, or goes on, in a way that `csvLine` does not write
 */
export async function* csvLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  // Lines may differ in length: what reads a table knows its columns.
  const lines = pipeline(chunks, parse({ ...FORMAT, raw: true, relax_column_count: true }), ended);
  try {
    for await (const { record, raw } of lines as AsyncIterable<{ record: string[]; raw: string }>) {
      // The parser also takes line breaks out of quotes and a last line without an end. `raw` lacks the line feed.
      if (lineOf(record) !== `${raw}\n`) throw new Error(BROKEN);
      yield record.map(plainCell);
    }
  } catch (error) {
    throw error instanceof CsvError ? new Error(BROKEN, { cause: error }) : error;
  }
}

const BROKEN = 'the table does not consist of whole lines';

/** Whoever reads the lines gets the error; who stops reading wants none. */
const ended = (): void => undefined;
