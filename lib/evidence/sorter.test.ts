import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineSorter } from './sorter.ts';

const root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('lines come sorted, whatever they say and however few fit into memory', () => {
  const part = fc.constantFrom('a', 'b', 'é', '🔥', '\ud83d', '\uffff', '"', ' ');
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: part }));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), fc.integer({ min: 0, max: 200 }), (texts, inMemory) => {
      const lines = texts.map((line) => JSON.stringify(line));
      const sorter = new LineSorter(inMemory, root);
      for (const line of lines) sorter.add(line);
      expect([...sorter.sorted()]).toEqual([...lines].sort());
      sorter.remove();
      expect(readdirSync(root)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('files of many blocks are read across their borders', () => {
  const sorter = new LineSorter(2 ** 18, root);
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `${(index * 7_919) % 20_000} ${'é🔥'.repeat(20)}`,
  );
  for (const line of lines) sorter.add(line);
  expect([...sorter.sorted()]).toEqual([...lines].sort());
  expect(readdirSync(root)).toHaveLength(1);
  sorter.remove();
});

test('what fits into memory makes no file', () => {
  const sorter = new LineSorter(2, root);
  sorter.add('b');
  sorter.add('a');
  expect([...sorter.sorted()]).toEqual(['a', 'b']);
  expect(readdirSync(root)).toEqual([]);
});

test('without a folder to make files in it says so at once', () => {
  expect(() => new LineSorter(0, join(root, 'none')).add('a')).toThrow(/ENOENT.*none/);
});
