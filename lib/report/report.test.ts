import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, plainCell } from './csv.ts';
import { html, page, table } from './html.ts';
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

describe('CSV', () => {
  test('survives a reader of RFC 4180, whatever the names', () => {
    const [row] = parse(csvLine(HOSTILE), { record_delimiter: '\r\n' }) as string[][];
    expect(row).toEqual(HOSTILE.map((name) => (name.startsWith('=') ? `'${name}` : name)));
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula any more', (text) => {
    const [[cell] = []] = parse(csvLine([text]), { record_delimiter: '\r\n' }) as string[][];
    expect(cell).toBe(`'${text}`);
  });

  test('numbers and nothing stay as they are', () => {
    expect(csvLine([5, null, undefined, ''])).toBe('5,,,\r\n');
  });

  test('a line break within a cell is quoted, so that every reader takes it as part of the cell', () => {
    expect(csvLine(['a\nb', 'c\rd'])).toBe('"a\nb","c\rd"\r\n');
  });

  test('whatever a cell says comes back, apostrophes before formulas included', () => {
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
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 2, maxLength: 6 }), (cells) => {
        const [row = []] = parse(csvLine(cells), { record_delimiter: '\r\n' }) as string[][];
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(row.map(plainCell)).toEqual(cells);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('HTML', () => {
  test('values are escaped wherever they stand', () => {
    const text = page(
      '<title>',
      html`<p title="${HOSTILE[1]}">${HOSTILE}</p>${table(['<h>'], [[HOSTILE[0]]])}`,
    );
    expect(text).not.toMatch(/<script|" onmouseover="|<h>|it's/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('&amp;amp;');
  });

  test('the page fetches nothing and runs nothing', () => {
    const text = page('x', html`<p>y</p>`);
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/src=|href=|<script|url\(/);
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
