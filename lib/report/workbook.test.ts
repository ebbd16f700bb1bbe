import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { storedZip } from '../evidence/stored-zip.ts';
import { type Sheet, sheetName, workbookParts } from './workbook.ts';

const packed = (sheets: readonly Sheet[]): Promise<Buffer> =>
  buffer(Readable.from(storedZip(workbookParts('a <title>', '2026-11-15T00:00:00.000Z', sheets))));

/** As another implementation reads it. */
async function read(sheets: readonly Sheet[]): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await packed(sheets)) as never);
  return book;
}

const sheet = (rows: readonly (readonly string[])[], more: Partial<Sheet> = {}): Sheet => ({
  name: 'one',
  columns: [
    { heading: 'name', type: 'text' },
    { heading: 'many', type: 'count' },
  ],
  count: rows.length,
  rows: () => rows,
  ...more,
});

describe('a workbook, read by another implementation', () => {
  test.each([
    ['markup', '<img src=x onerror=alert(1)> & "more"'],
    ['what would be a formula', '=cmd|"/C calc"!A0'],
    ['a line break and spaces', ' a\nb  '],
    ['a character beyond the first plane', '🔥'],
    ['digits that are no number', '047655200102'],
    ['right to left', '\u202egpj.exe'],
  ])('%s stays text', async (_, text) => {
    const cell = (await read([sheet([[text, '']])])).getWorksheet('one')?.getCell('A2');
    expect(cell?.type).toBe(ExcelJS.ValueType.String);
    expect(cell?.value).toBe(text);
    expect(cell?.formula).toBeUndefined();
  });

  test.each([
    ['5', 5],
    ['0', 0],
    ['007', '007'],
    ['never', 'never'],
    ['', null],
    ['12345678901234567890', '12345678901234567890'],
  ])('%j in a column of counts is %j', async (text, value) => {
    expect((await read([sheet([['x', text]])])).getWorksheet('one')?.getCell('B2').value).toBe(value);
  });

  test('what XML cannot hold and what a cell cannot hold is replaced and cut, and says so', async () => {
    const book = await read([
      sheet([
        ['a\u0000\u001b\ud800b', ''],
        ['x'.repeat(40_000), ''],
      ]),
    ]);
    expect(book.getWorksheet('one')?.getCell('A2').value).toBe('a\ufffd\ufffd\ufffdb');
    const long = String(book.getWorksheet('one')?.getCell('A3').value);
    expect(long).toHaveLength(32_767);
    expect(long).toMatch(/x … \(cut here; whole in the CSV\)$/);
  });

  test('headings are frozen, columns have filters, the index leads to the sheets', async () => {
    const rows = [
      ['a', '1'],
      ['b', '2'],
    ];
    const index = sheet([['one', '2']], { name: 'Index', links: [{ row: 2, sheet: 'one' }] });
    const book = await read([index, sheet(rows)]);
    expect(book.title).toBe('a <title>');
    const one = book.getWorksheet('one');
    expect(one?.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
    expect(one?.autoFilter).toBe('A1:B3');
    expect(one?.getRow(1).getCell(1).font?.bold).toBe(true);
    const text = (await packed([index, sheet(rows)])).toString();
    expect(text).toContain(`<hyperlink ref="A2" location="'one'!A1" display="one"/>`);
  });

  test('what looks like an escape of Excel is written so that Excel shows it as it is', async () => {
    const text = (await packed([sheet([['_x0041_ and a_b and \r', '']])])).toString();
    expect(text).toContain('>_x005F_x0041_ and a_b and _x000D_<');
  });

  test('the same sheets are the same bytes', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => [`row ${index}`, String(index)]);
    expect((await packed([sheet(rows)])).equals(await packed([sheet(rows)]))).toBe(true);
  });
});

describe('names of sheets', () => {
  test.each([
    ['results/deviations.csv', [], 'results deviations'],
    ['results/deviations.csv', ['Results Deviations'], 'results deviations 2'],
    [`populations/${'a'.repeat(40)}.csv`, [], `populations ${'a'.repeat(19)}`],
    [
      `populations/${'a'.repeat(40)}.csv`,
      [`populations ${'a'.repeat(19)}`],
      `populations ${'a'.repeat(17)} 2`,
    ],
    ["it's [1]/*?.csv", [], 'it_s _1_ __'],
  ])('%s beside %j is %s', (path, taken, name) => {
    expect(sheetName(path, new Set(taken))).toBe(name);
    expect(name.length).toBeLessThanOrEqual(31);
  });
});
