import { hash } from 'node:crypto';

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

const digest = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** A complete subtree, with the audit paths so far of those of its leaves that are to be proved, by their index. */
interface Subtree {
  readonly size: number;
  readonly hash: Buffer;
  readonly paths: ReadonlyMap<number, readonly string[]>;
}

const NO_PATHS: Subtree['paths'] = new Map();

function join(left: Subtree, right: Subtree): Subtree {
  const longer = ({ paths }: Subtree, sibling: Subtree) =>
    [...paths].map(([index, path]) => [index, [...path, sibling.hash.toString('hex')]] as const);
  const any = left.paths.size + right.paths.size > 0;
  return {
    size: left.size + right.size,
    hash: digest(NODE, left.hash, right.hash),
    paths: any ? new Map([...longer(left, right), ...longer(right, left)]) : NO_PATHS,
  };
}

/**
 * RFC 6962 section 2.1 Merkle tree hash, taking leaves one by one; memory grows with the logarithm of their number.
 * Complete subtrees are kept on a stack, largest first, and folded from the right at the end.
 */
export class MerkleTree {
  readonly #stack: Subtree[] = [];
  #leaves = 0;

  /** @param proved keeps the leaf's audit path, for `paths` */
  add(data: Uint8Array | string, proved = false): void {
    let tree: Subtree = {
      size: 1,
      hash: digest(LEAF, Buffer.from(data as string)),
      paths: proved ? new Map([[this.#leaves, []]]) : NO_PATHS,
    };
    this.#leaves += 1;
    for (let last = this.#stack.at(-1); last?.size === tree.size; last = this.#stack.at(-1)) {
      this.#stack.pop();
      tree = join(last, tree);
    }
    this.#stack.push(tree);
  }

  get leaves(): number {
    return this.#leaves;
  }

  /** The root in lower-case hex; of no leaves, the hash of nothing. */
  root(): string {
    return (this.#whole()?.hash ?? digest()).toString('hex');
  }

  /**
   * The audit paths (RFC 6962, section 2.1.1) of the leaves that were to be proved, by index: the hashes (hex) that lead
   * from each to the root of all leaves so far.
   */
  paths(): ReadonlyMap<number, readonly string[]> {
    return this.#whole()?.paths ?? NO_PATHS;
  }

  #whole(): Subtree | null {
    return this.#stack.length === 0 ? null : this.#stack.reduceRight((right, left) => join(left, right));
  }
}
