import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MerkleTree } from './merkle.ts';
import { merkleRoot } from './verifier/verify.mjs';

/** The leaves of the test vector that Certificate Transparency implementations share for RFC 6962. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOT = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328';

const treeOf = (
  leaves: readonly Uint8Array[],
  proved: (index: number) => boolean = () => false,
): MerkleTree => {
  const tree = new MerkleTree();
  for (const [index, leaf] of leaves.entries()) tree.add(leaf, proved(index));
  return tree;
};
const rootOf = (leaves: readonly Uint8Array[]): string => treeOf(leaves).root();

/** RFC 6962, sections 2.1 and 2.1.1, as they are written there. */
const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
function split(leaves: readonly Uint8Array[]): number {
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return k;
}
function mth(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (!only) return sha256();
  if (leaves.length === 1) return sha256(Buffer.of(0), only);
  const k = split(leaves);
  return sha256(Buffer.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
function path(m: number, leaves: readonly Uint8Array[]): readonly string[] {
  if (leaves.length === 1) return [];
  const k = split(leaves);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k
    ? [...path(m, left), mth(right).toString('hex')]
    : [...path(m - k, right), mth(left).toString('hex')];
}

describe('RFC 6962 Merkle tree', () => {
  test('has the root of the published vector', () => {
    expect(rootOf(LEAVES)).toBe(ROOT);
  });

  test('agrees with the verifier that auditors run, for every size up to the vector', async () => {
    for (let size = 0; size <= LEAVES.length; size += 1) {
      expect(await merkleRoot(LEAVES.slice(0, size))).toBe(rootOf(LEAVES.slice(0, size)));
    }
  });

  test('has the published audit paths of the vector', () => {
    const paths = (size: number, index: number) =>
      treeOf(LEAVES.slice(0, size), (at) => at === index)
        .paths()
        .get(index);
    expect(paths(1, 0)).toEqual([]);
    expect(paths(8, 0)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(paths(8, 5)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(paths(3, 2)).toEqual(['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']);
  });

  test('every audit path is that of the RFC, in trees of every size up to 70, alone or among others', () => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = Array.from({ length: size }, (_, index) => Buffer.from(`${index}`));
      const all = treeOf(leaves, () => true);
      expect(all.root()).toBe(mth(leaves).toString('hex'));
      for (let index = 0; index < size; index += 1) {
        const expected = path(index, leaves);
        expect(all.paths().get(index)).toEqual(expected);
        expect([...treeOf(leaves, (at) => at === index).paths()]).toEqual([[index, expected]]);
      }
    }
  });

  test('asking for root and paths changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 40 }), (leaves) => {
        const asked = new MerkleTree();
        for (const leaf of leaves) {
          asked.add(leaf, true);
          asked.root();
          asked.paths();
        }
        expect(asked.root()).toBe(rootOf(leaves));
        expect(asked.paths()).toEqual(treeOf(leaves, () => true).paths());
      }),
    );
  });

  test('of no leaves there is no path', () => {
    expect(new MerkleTree().paths().size).toBe(0);
  });
});
