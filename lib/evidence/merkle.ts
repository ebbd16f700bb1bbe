import { createHash } from 'node:crypto';

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

const digest = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * RFC 6962 section 2.1 Merkle tree hash, taking leaves one by one; memory grows with the logarithm of their number.
 * Complete subtrees are kept on a stack, largest first, and folded from the right at the end.
 */
export class MerkleTree {
  readonly #stack: { readonly size: number; readonly hash: Buffer }[] = [];
  #leaves = 0;

  add(data: Uint8Array | string): void {
    let entry = { size: 1, hash: digest(LEAF, Buffer.from(data as string)) };
    this.#leaves += 1;
    for (let last = this.#stack.at(-1); last?.size === entry.size; last = this.#stack.at(-1)) {
      this.#stack.pop();
      entry = { size: entry.size * 2, hash: digest(NODE, last.hash, entry.hash) };
    }
    this.#stack.push(entry);
  }

  get leaves(): number {
    return this.#leaves;
  }

  /** The root in lower-case hex; of no leaves, the hash of nothing. */
  root(): string {
    const hashes = this.#stack.map(({ hash }) => hash);
    return (
      hashes.length === 0 ? digest() : hashes.reduceRight((right, left) => digest(NODE, left, right))
    ).toString('hex');
  }
}
