/**
 * A spreadsheet reads a cell that begins like this as a formula, if no apostrophe stands before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^'*[=+\-@\t\r]/;
/** What must stand in quotes: RFC 4180, section 2. */
const QUOTED = /[",\r\n]/;

/** A cell's text, with an apostrophe before what a spreadsheet would run; empty for nothing. */
export function inert(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  if (typeof value === 'number') return text;
  return FORMULA.test(text) ? `'${text}` : text;
}

function cell(value: unknown): string {
  const text = inert(value);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of CSV (RFC 4180, UTF-8, CRLF); cells that a spreadsheet would run are made inert with an apostrophe. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;

/** A cell as it was before it was made inert. */
const plainCell = (text: string): string => (/^'/.test(text) && FORMULA.test(text) ? text.slice(1) : text);

/** A cell with what ends it: in quotes, or without. What `csvLine` writes never has another form. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n)/y;

const END = '\r\n';

/**
 * Reads what `csvLine` wrote, line by line. A line that is kept keeps itself alone in memory, not what was read with it.
 * @param chunks the bytes, cut anywhere
 * @throws Error when it ends, or goes on, in a way that `csvLine` does not write
 */
export async function* csvLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  let rest = Buffer.alloc(0);
  let searched = 0;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(END, searched); end >= 0; end = rest.indexOf(END, searched)) {
      searched = end + END.length;
      const line = rest.toString('utf8', start, searched);
      // An end of line between a quote and its fellow is part of a cell.
      if (line.includes('"') && line.split('"').length % 2 === 0) continue;
      yield cellsIn(line);
      start = searched;
    }
    rest = rest.subarray(start);
    searched = Math.max(0, rest.length - 1); // an end of line may be cut
  }
  if (rest.length > 0) throw broken();
}

function cellsIn(line: string): readonly string[] {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < line.length) {
    const [, quoted, bare = ''] = CELL.exec(line) ?? [];
    if (CELL.lastIndex === 0) throw broken();
    cells.push(plainCell(quoted?.replaceAll('""', '"') ?? bare));
  }
  return cells;
}

const broken = (): Error => new Error('the table does not consist of whole lines');
