import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvLine } from '../report/csv.ts';
import { MerkleTree } from './merkle.ts';
import { draw } from './sample.ts';
import { drawRows, recordsOf, rootFrom } from './verifier/sample.mjs';
import { merkleTree } from './verifier/verify.mjs';

const ROOT = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328';
const population = (rows: number, root = ROOT) => ({ id: 'human-mfa', rows, root });

describe('drawing rows', () => {
  test('is defined to the number: the same in every version', () => {
    expect(draw(population(1000), 5, 'a seed')).toEqual(drawRows(population(1000), 5, 'a seed'));
    expect(draw(population(1000), 5, 'a seed')).toMatchInlineSnapshot(`
[
  425,
  213,
  606,
  158,
  169,
]
`);
  });

  test('gives what the verifier of auditors gives, for any population, size and seed', () => {
    const seeds = fc.string({ minLength: 1, unit: 'grapheme' });
    const sizes = fc
      .integer({ min: 1, max: 3_000 })
      .chain((rows) =>
        fc.record({ rows: fc.constant(rows), size: fc.integer({ min: 1, max: Math.min(rows, 90) }) }),
      );
    fc.assert(
      fc.property(sizes, seeds, ({ rows, size }, seed) => {
        const drawn = draw(population(rows), size, seed);
        expect(drawn).toEqual(drawRows(population(rows), size, seed));
        expect(new Set(drawn).size).toBe(size);
        for (const row of drawn) expect(row >= 1 && row <= rows).toBe(true);
      }),
    );
  });

  test('a larger sample begins with the smaller one; the whole population can be drawn', () => {
    const all = draw(population(40), 40, 'seed');
    expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    for (let size = 1; size < 40; size += 1)
      expect(draw(population(40), size, 'seed')).toEqual(all.slice(0, size));
  });

  test('seed and population both decide', () => {
    const drawn = draw(population(1e6), 3, 'seed');
    expect(draw(population(1e6), 3, 'seee')).not.toEqual(drawn);
    expect(draw(population(1e6, ROOT.replace('5', '6')), 3, 'seed')).not.toEqual(drawn);
  });

  test('every row comes about as often as any other', () => {
    const counts = Array<number>(7).fill(0);
    for (let seed = 0; seed < 7_000; seed += 1) {
      const [row = 0] = draw(population(7), 1, String(seed));
      counts[row - 1] = (counts[row - 1] ?? 0) + 1;
    }
    // Six degrees of freedom: 22.5 is exceeded by chance once in a thousand; the seeds are fixed.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(22.5);
  });

  test.each([
    [0, 'seed', 'a sample of 0 rows: expected 1 or more'],
    [-1, 'seed', 'a sample of -1 rows: expected 1 or more'],
    [1.5, 'seed', 'a sample of 1.5 rows: expected 1 or more'],
    [Number.NaN, 'seed', 'a sample of NaN rows: expected 1 or more'],
    [11, 'seed', 'a sample of 11 rows: the population human-mfa has 10'],
    [1, '', 'the seed is empty: any text will do, chosen by whoever samples'],
  ])('%d rows with the seed "%s" cannot be drawn, and both say why', (size, seed, message) => {
    expect(() => draw(population(10), size, seed)).toThrow(message);
    expect(() => drawRows(population(10), size, seed)).toThrow(message);
  });

  test('nothing can be drawn of nothing', () => {
    expect(() => draw(population(0), 1, 'seed')).toThrow('the population human-mfa has 0');
  });
});

describe('proofs of rows', () => {
  const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => Buffer.from(`row ${index}`));

  test('prove every row of every population up to 70 rows, and at no other place', async () => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = leavesOf(size);
      const tree = new MerkleTree();
      for (const leaf of leaves) tree.add(leaf, true);
      const { root, paths } = await merkleTree(leaves, () => true);
      expect([root, [...paths].sort()]).toEqual([tree.root(), [...tree.paths()].sort()]);
      for (const [index, leaf] of leaves.entries()) {
        const path = paths.get(index) ?? [];
        expect(rootFrom(leaf, index, size, path)).toBe(root);
        for (const other of [index - 1, index + 1])
          if (other >= 0) expect(rootFrom(leaf, other, size, path)).not.toBe(root);
      }
    }
  });

  test('any changed byte of a row or its proof proves nothing', async () => {
    const size = fc.integer({ min: 2, max: 70 });
    const cases = size.chain((rows) =>
      fc.record({ rows: fc.constant(rows), index: fc.integer({ min: 0, max: rows - 1 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        cases,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async ({ rows, index }, at, mask) => {
          const leaves = leavesOf(rows);
          const { root, paths } = await merkleTree(leaves, () => true);
          const path = paths.get(index) ?? [];
          const changed = (bytes: Uint8Array): Buffer => {
            const copy = Buffer.from(bytes);
            const place = at % copy.length;
            copy[place] = (copy[place] ?? 0) ^ mask;
            return copy;
          };
          const leaf = leaves[index] ?? Buffer.of();
          expect(rootFrom(changed(leaf), index, rows, path)).not.toBe(root);
          for (const [step, hex] of path.entries()) {
            const other = path.with(step, changed(Buffer.from(hex, 'hex')).toString('hex'));
            expect(rootFrom(leaf, index, rows, other)).not.toBe(root);
          }
          expect(rootFrom(leaf, index, rows, path.slice(1))).not.toBe(root);
          expect(rootFrom(leaf, index, rows, [...path, root])).not.toBe(root);
          expect(rootFrom(leaf, rows, rows, path)).toBeNull();
        },
      ),
    );
  });
});

describe('records of a table', () => {
  async function* cut(text: string, every: number) {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += every) yield bytes.subarray(at, at + every);
  }
  const recordsIn = async (text: string, every: number): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const record of recordsOf(cut(text, every))) found.push(record.toString());
    return found;
  };

  test('are told apart whatever their cells say, and wherever the chunks are cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '\r\n', 'a', '🔥', '=') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, every) => {
          const lines = rows.map((cells) => csvLine(cells));
          expect(await recordsIn(lines.join(''), every)).toEqual(lines.map((line) => line.slice(0, -2)));
        },
      ),
    );
  });

  test('a table that breaks off within quotes is no table', async () => {
    await expect(recordsIn('a,b\r\n1,"2\r\n', 3)).rejects.toThrow('does not end with a whole record');
  });
});
