import type { BundleSource } from './verify.mjs';

export function recordsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer>;
/** A population of the signed index. */
interface SignedPopulation {
  readonly id: string;
  readonly path: string;
  readonly rows: number;
  readonly root: string;
  readonly columns: readonly string[];
}
export function signedIndex(
  bundle: BundleSource & { readonly trusted?: readonly string[] },
  faults: string[],
): Promise<{
  readonly bundle: string;
  readonly key: string;
  readonly populations: readonly SignedPopulation[];
} | null>;
export function drawRows(
  population: Pick<SignedPopulation, 'id' | 'rows' | 'root'>,
  size: number,
  seed: string,
): readonly number[];
export function drawSample(bundle: BundleSource, id: string, size: number, seed: string): Promise<string>;
export function rootFrom(
  leaf: Uint8Array,
  index: number,
  leaves: number,
  path: readonly string[],
): string | null;
export function proveSample(
  file: string | Uint8Array,
  handed: BundleSource & { readonly trusted?: readonly string[] },
): Promise<{
  readonly faults: readonly string[];
  readonly facts: {
    readonly population: SignedPopulation;
    readonly rows: number;
    readonly key: string;
  } | null;
}>;
