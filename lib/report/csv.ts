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

/**
 * Reads what `csvLine` wrote, line by line.
 * @param chunks the text, cut anywhere
 * @throws Error when it ends, or goes on, in a way that `csvLine` does not write
 */
export async function* csvLines(chunks: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  const pattern = new RegExp(CELL);
  let rest = '';
  let cells: string[] = [];
  for await (const chunk of chunks) {
    rest += chunk;
    let end = 0;
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      const [, quoted, bare = '', terminator] = match;
      end = pattern.lastIndex;
      cells.push(plainCell(quoted?.replaceAll('""', '"') ?? bare));
      if (terminator === ',') continue;
      yield cells;
      cells = [];
    }
    rest = rest.slice(end);
  }
  if (rest !== '' || cells.length > 0) throw new Error('the table does not end with a whole line');
}
