import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, csvLines, csvText, LINES_AT_ONCE } from './csv.ts';
import { type Html, html, page, table } from './html.ts';
import { columns, printable } from './terminal.ts';

/** Names that people really could give to resources. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '" onmouseover="x',
  "it's",
  '=HYPERLINK("http://x")',
  'a\nb',
  '🔥, "quoted"',
  '&amp;',
];

/** A reader of RFC 4180 that is not ours. */
const READING = { record_delimiter: '\r\n', relax_column_count: true } as const;

describe('CSV', () => {
  test('survives a reader of RFC 4180, whatever the names', () => {
    const [row] = parse(csvLine(HOSTILE), READING) as string[][];
    expect(row).toEqual(HOSTILE.map((name) => (name.startsWith('=') ? `'${name}` : name)));
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula any more', (text) => {
    const [[cell] = []] = parse(csvLine([text]), READING) as string[][];
    expect(cell).toBe(`'${text}`);
  });

  test('numbers and nothing stay as they are', () => {
    expect(csvLine([5, -2, null, undefined, ''])).toBe('5,-2,,,\r\n');
  });

  test('a line break within a cell is quoted, so that every reader takes it as part of the cell', () => {
    expect(csvLine(['a\nb', 'c\rd'])).toBe('"a\nb","c\rd"\r\n');
  });

  test('whatever cells say comes back, apostrophes before formulas included, wherever the text is cut', async () => {
    const part = fc.constantFrom(
      "'",
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ' ',
      'a',
      '🔥',
      '\ufeff',
    );
    const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: part }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(hostile, { minLength: 2, maxLength: 6 })),
        fc.integer({ min: 1, max: 20 }),
        async (rows, size) => {
          const text = rows.map(csvLine).join('');
          for (const cell of (parse(text, READING) as string[][]).flat())
            expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          async function* chunks() {
            const bytes = Buffer.from(text);
            for (let start = 0; start < bytes.length; start += size)
              yield bytes.subarray(start, start + size);
          }
          const read: (readonly string[])[] = [];
          for await (const row of csvLines(chunks())) read.push(row);
          expect(read).toEqual(rows);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each(['a,b', 'a,b\r\nc', '"a,b\r\n', 'a"b,c\r\n', 'a\nb,c\r\n'])(
    '%j is not read as a table',
    async (text) => {
      async function* chunks() {
        yield Buffer.from(text);
      }
      const read = async () => {
        for await (const row of csvLines(chunks())) expect(row).toEqual(['a', 'b']);
      };
      await expect(read()).rejects.toThrow('does not consist of whole lines');
    },
  );

  const LONG = Array.from({ length: 2.5 * LINES_AT_ONCE }, (_, row) => [`${row}`, '=x']);
  const readBack = async (text: string) => {
    async function* chunks() {
      yield Buffer.from(text);
    }
    const read: (readonly string[])[] = [];
    for await (const row of csvLines(chunks())) read.push(row);
    return read;
  };

  test('more lines than go to the library at once are written and read as one after another', async () => {
    expect(csvText(LONG)).toBe(LONG.map(csvLine).join(''));
    expect(await readBack(csvText(LONG))).toEqual(LONG);
  });

  test.each([0, LINES_AT_ONCE - 1, LINES_AT_ONCE, LONG.length - 1])(
    'a line that is broken at place %i is found among many',
    async (place) => {
      const lines = LONG.map(csvLine);
      lines[place] = `"${place}",x\r\n`; // in quotes that nothing asks for
      await expect(readBack(lines.join(''))).rejects.toThrow('does not consist of whole lines');
    },
  );
});

describe('HTML', () => {
  const made = (main: Html) => page({ title: '<title>', header: html`<h1>x</h1>`, main, footer: html`` });

  test('values are escaped wherever they stand', () => {
    const text = made(
      html`<p title="${HOSTILE[1]}">${HOSTILE}</p>${table({ caption: HOSTILE[0], headings: ['<h>'], rows: [[HOSTILE[0]]] })}`,
    );
    expect(text).not.toMatch(/<script|" onmouseover="|<h>|<title><title>|it's/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('&amp;amp;');
  });

  test('a name cannot turn the direction of reading', () => {
    expect(html`${'a\u202egpj.exe\u2066'}`.text).toBe('a\ufffdgpj.exe\ufffd');
  });

  test('the page fetches nothing and runs nothing', () => {
    const text = made(html`<p>y</p>`);
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/src=|href="(?!#main")|<script|url\(/);
  });

  test('tables have captions, and headings for columns and rows', () => {
    const { text } = table({ caption: 'c', headings: ['a', 'b'], rows: [['x', 1]], numeric: ['b'] });
    expect(text).toContain('<caption>c</caption>');
    expect(text).toContain('<th scope="col" class="n">b</th>');
    expect(text).toContain('<th scope="row">x</th><td class="n">1</td>');
  });
});

describe('terminal', () => {
  test('control characters of names do not reach it', () => {
    expect(printable('a\u001b[31mred\u001b[0m\r\nb\u0007')).toBe('ared??b?');
  });

  test('columns are aligned, numbers to the right', () => {
    expect(
      columns(
        ['name', 'n'],
        [
          ['a', 5],
          ['long name', 12],
        ],
      ),
    ).toBe('name        n\na           5\nlong name  12');
  });
});
