import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collect } from './bundle/bundling.ts';
import { BundleFolder } from './folder.ts';

const root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a table reads back as it was written, whatever its cells say', async () => {
  const out = new BundleFolder(root);
  const part = fc.constantFrom("'", '=', '-', '\t', '\r', '\n', '\r\n', '"', ',', ' ', 'a', '🔥');
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: part }));
  const records = fc.array(fc.record({ name: text, reason: text }));
  await fc.assert(
    fc.asyncProperty(records, async (written) => {
      await out.table('results/table.csv', ['name', 'reason'], written);
      expect(await collect(out.records('results/table.csv'))).toEqual(written);
    }),
  );
});

test('nothing and numbers read back as texts, an empty table as no record, and a reader may stop early', async () => {
  const out = new BundleFolder(root);
  await out.table('empty.csv', ['a', 'b'], []);
  expect(await collect(out.records('empty.csv'))).toEqual([]);
  const many = Array.from({ length: 50_000 }, (_, a) => ({ a, b: null }));
  await out.table('many.csv', ['a', 'b'], many);
  for await (const record of out.records('many.csv')) {
    expect(record).toEqual({ a: '0', b: '' });
    break;
  }
  expect(out.files.map(({ path, rows }) => [path, rows])).toEqual([
    ['empty.csv', 0],
    ['many.csv', 50_000],
  ]);
});

test('a table that was not written says so', async () => {
  await expect(collect(new BundleFolder(root).records('none.csv'))).rejects.toThrow(/ENOENT.*none\.csv/);
});

test('tables are written beside each other', async () => {
  const out = new BundleFolder(root);
  const even = await out.openTable<{ n: number }>('even.csv', ['n']);
  const odd = await out.openTable<{ n: number }>('odd.csv', ['n']);
  for (let n = 0; n < 60_000; n += 1) await (n % 2 === 0 ? even : odd).add({ n });
  await even.close();
  await odd.close();
  const numbers = async (path: string) => (await collect(out.records(path))).map(({ n }) => Number(n));
  expect(await numbers('even.csv')).toEqual(Array.from({ length: 30_000 }, (_, index) => 2 * index));
  expect(await numbers('odd.csv')).toEqual(Array.from({ length: 30_000 }, (_, index) => 2 * index + 1));
});

test('a full disk says what to do, and nothing of the bundle stays', async () => {
  const folder = join(root, 'full');
  mkdirSync(join(folder, 'results'), { recursive: true });
  symlinkSync('/dev/full', join(folder, 'results/table.csv')); // a device of Linux that is always full
  const out = new BundleFolder(folder);
  await out.json('written.json', {});
  await expect(out.table('results/table.csv', ['a'], [{ a: 1 }])).rejects.toThrow(
    `no space is left on the disk of ${folder}: free some, or have TMPDIR name a folder on a larger one, and try again`,
  );
  await out.discard();
  expect(existsSync(folder)).toBe(false);
});
