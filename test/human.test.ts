import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { undescribed } from '#lib/report/dictionary.ts';
import { HOSTILE, humanBundle } from './support/human-bundle.ts';

let root: string;
let folder: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
  folder = join(root, 'bundle');
  await humanBundle(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string): Buffer => readFileSync(join(folder, path));
const cells = (path: string): string[][] => parse(read(path), { record_delimiter: '\r\n' });
const tables = (): readonly string[] => listFiles(folder).filter((path) => path.endsWith('.csv'));
const pages = (): readonly string[] => listFiles(folder).filter((path) => path.endsWith('.html'));

describe('what a bundle has for people', () => {
  test('every column of every table has its meaning in the dictionary', () => {
    expect(tables().flatMap((path) => undescribed(path, cells(path)[0] ?? []))).toEqual([]);
    const [, ...rows] = cells('human/data-dictionary.csv');
    expect(rows.map(([table, column]) => `${table} ${column}`)).toEqual(
      [...tables()].sort().flatMap((path) => (cells(path)[0] ?? []).map((column) => `${path} ${column}`)),
    );
    for (const [, , type, meaning] of rows) expect(`${type} ${meaning}`).toMatch(/\S \S/);
  });

  test('the workbook has the rows of every table, as another implementation reads it', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(read('human/workbook.xlsx') as never);
    const [index, ...sheets] = book.worksheets;
    expect(index?.getColumn(2).values.slice(2)).toEqual([...tables()].sort());
    for (const [place, path] of [...tables()].sort().entries()) {
      const rows = cells(path).map((row) =>
        row.map((cell) => cell.replaceAll('\u0000', '\ufffd').replace(/^'(?=-\d+$)/, '')),
      );
      const said: string[][] = [];
      sheets[place]?.eachRow((row) => {
        said.push((rows[0] ?? []).map((_, column) => String(row.getCell(column + 1).value ?? '')));
      });
      expect({ path, rows: said }).toEqual({ path, rows });
    }
  });

  test('every link leads to a file of the bundle or to a place on a page', () => {
    const files = listFiles(folder);
    for (const path of pages()) {
      const text = read(path).toString();
      const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
      expect(ids.size).toBe([...text.matchAll(/ id="/g)].length);
      for (const [, href = ''] of text.matchAll(/href="([^"]+)"/g)) {
        const [file = '', place] = href.split('#');
        if (file === '') expect({ path, href, found: ids.has(place) }).toEqual({ path, href, found: true });
        else {
          const target = join('/', path, '..', file).slice(1);
          const found = files.some((name) => name === target || name.startsWith(target));
          expect({ path, href, found }).toEqual({ path, href, found: true });
        }
      }
    }
  });

  test('a control in scope has its page, with what was accepted and why', () => {
    const page = read('human/controls/encryption-at-rest.html').toString();
    expect(page).toContain('test-thing-in-order');
    expect(page).toContain('it is replaced by &lt;b&gt;another&lt;/b&gt;');
    expect(page).toContain('it is looked at daily');
    expect(page).toContain('Approved by arn:aws:iam::999999999999:user/bob');
    expect(page).toContain('Ticket OPS-1');
  });

  test('names are inert on every page', () => {
    const text = pages()
      .map((path) => read(path).toString())
      .join('');
    expect(text).toContain('&lt;img src=x onerror=');
    expect(text).not.toMatch(/<img|<script|\u202e|\u2066/);
    for (const name of HOSTILE.filter((name) => /[<>"]/.test(name))) expect(text).not.toContain(name);
  });
});

describe('START-HERE.pdf', () => {
  const text = (): string => read('START-HERE.pdf').toString('latin1');

  test('is tagged, has a language, a title that is shown, and at most two pages', () => {
    expect(text()).toContain('/Marked true');
    expect(text()).toContain('/Lang (en)');
    expect(text()).toContain('/DisplayDocTitle true');
    expect(text().match(/\/Type \/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(2);
    for (const kind of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'L', 'LI'])
      expect(text()).toContain(`/S /${kind}\n`);
  });

  test('has no time but the end of the period, and embeds nothing', () => {
    expect([...text().matchAll(/D:\d+Z?/g)].map(([time]) => time)).toEqual([
      'D:20261112000000Z',
      'D:20261112000000Z',
    ]);
    expect(text()).not.toMatch(/\/FontFile|\/JavaScript|\/URI|\/EmbeddedFile|FlateDecode/);
  });
});
