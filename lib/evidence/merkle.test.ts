import { describe, expect, test } from '@jest/globals';
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

const rootOf = (leaves: readonly Buffer[]): string => {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};

describe('RFC 6962 Merkle tree', () => {
  test('has the root of the published vector', () => {
    expect(rootOf(LEAVES)).toBe(ROOT);
  });

  test('agrees with the verifier that auditors run, for every size up to the vector', async () => {
    for (let size = 0; size <= LEAVES.length; size += 1) {
      expect(await merkleRoot(LEAVES.slice(0, size))).toBe(rootOf(LEAVES.slice(0, size)));
    }
  });
});
