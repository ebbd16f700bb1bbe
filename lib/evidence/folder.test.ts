import { mkdtempSync, rmSync } from 'node:fs';
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
