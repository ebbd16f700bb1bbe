import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { MerkleTree } from './merkle.ts';
import { recordsOf, type signedIndex } from './verifier/sample.mjs';
import type { BundleSource } from './verifier/verify.mjs';

/** A population that can be sampled: a table of the bundle under a Merkle tree. */
export interface Population {
  /** A control's id, or what is listed otherwise: `runs`, `principals`, ... */
  readonly id: string;
  readonly path: string;
  readonly rows: number;
  /** RFC 6962 Merkle root (hex) over its rows: each record of the table as it stands there, without its CRLF. */
  readonly root: string;
}

/** A row that was drawn, with what proves that it belongs to the population. */
export interface DrawnRow {
  /** In which order it was drawn, from 1. */
  readonly draw: number;
  /** Its number in the population, from 1. */
  readonly row: number;
  /** The record as it stands in the table. */
  readonly record: string;
  /** Its audit path: hashes (hex) from the leaf to the root. */
  readonly path: readonly string[];
}

/** A sample that can be handed over and verified without the rest of the population. */
export interface Sample {
  readonly version: 1;
  /** SHA-256 (hex) of the bundle's MANIFEST.json. */
  readonly bundle: string;
  readonly population: Population;
  readonly seed: string;
  readonly size: number;
  readonly columns: readonly string[];
  readonly selected: readonly DrawnRow[];
}

/** A sample that cannot be drawn; the message says why. */
export class SampleError extends Error {
  override readonly name = 'SampleError';
}

const RANGE = 2n ** 256n;

/**
 * Draws rows of a population, each at most once, all with the same probability: SHA-256 over the UTF-8 text
 * `<root>:<counter>:<seed>`, counting from 0, is read as a number of 256 bits. Numbers at or above the largest multiple of
 * `rows` are left out, so that no remainder comes more often than another; the remainder plus 1 is the row's number; a row
 * that was drawn before is left out too. A larger sample with the same seed begins with the smaller one.
 * @returns numbers from 1, in the order in which they were drawn
 * @throws SampleError for an empty seed, and for a size that is no whole number from 1 to `rows`
 */
export function draw(
  { id, rows, root }: Omit<Population, 'path'>,
  size: number,
  seed: string,
): readonly number[] {
  if (seed === '') throw new SampleError('the seed is empty: any text will do, chosen by whoever samples');
  if (!Number.isInteger(size) || size < 1)
    throw new SampleError(`a sample of ${size} rows: expected 1 or more`);
  if (size > rows) throw new SampleError(`a sample of ${size} rows: the population ${id} has ${rows}`);
  const all = BigInt(rows);
  const limit = RANGE - (RANGE % all);
  const drawn = new Set<number>();
  for (let counter = 0; drawn.size < size; counter += 1) {
    const number = BigInt(`0x${createHash('sha256').update(`${root}:${counter}:${seed}`).digest('hex')}`);
    if (number < limit) drawn.add(Number(number % all) + 1);
  }
  return [...drawn];
}

/**
 * Draws a sample from a bundle that is packed or unpacked. The population is read once, and only the rows drawn are kept.
 * @throws SampleError when there is no such population or sample, or when the bundle is not what was signed
 */
export async function takeSample(
  { bundle, populations }: NonNullable<Awaited<ReturnType<typeof signedIndex>>>,
  { open }: Pick<BundleSource, 'open'>,
  { id, size, seed }: { readonly id: string; readonly size: number; readonly seed: string },
): Promise<Sample> {
  const known = populations.find((candidate) => candidate.id === id);
  if (!known)
    throw new SampleError(
      `there is no population ${id}: expected one of ${populations.map((candidate) => candidate.id).join(', ')}`,
    );
  const { columns, path, rows, root } = known;
  const drawn = draw(known, size, seed);
  const wanted = new Set(drawn);
  const records = new Map<number, string>();
  const tree = new MerkleTree();
  let row = 0;
  for await (const record of recordsOf((await open(path)) as Readable)) {
    if (row > 0) tree.add(record, wanted.has(row));
    if (wanted.has(row)) records.set(row, record.toString());
    row += 1;
  }
  if (tree.root() !== root)
    throw new SampleError(`${path}: is not the population that was signed: verify the bundle`);
  const paths = tree.paths();
  const selected = drawn.map((number, at) => ({
    draw: at + 1,
    row: number,
    record: records.get(number) ?? '',
    path: paths.get(number - 1) ?? [],
  }));
  return { version: 1, bundle, population: { id, path, rows, root }, seed, size, columns, selected };
}

/** A sample as the file that is handed over. */
export const sampleFile = (sample: Sample): string => `${JSON.stringify(sample, null, 2)}\n`;
