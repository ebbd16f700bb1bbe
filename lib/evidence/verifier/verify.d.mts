/** What verification found: faults, one line each, and what the bundle is. */
export interface Verification {
  readonly faults: readonly string[];
  readonly facts: {
    readonly period: { readonly from: string; readonly to: string };
    readonly organization: string | null;
    readonly files: number;
    readonly seals: number;
    readonly generatedAt: string | null;
    readonly keyFingerprint: string;
  } | null;
}
/** A bundle's files: sorted paths, and each as a stream of bytes. */
export interface BundleSource {
  readonly files: readonly string[];
  open(path: string): NodeJS.ReadableStream | Promise<NodeJS.ReadableStream>;
}
export function merkleRoot(
  leaves: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<string>;
export function linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer>;
export function verifyBundle(bundle: BundleSource & { readonly key?: string }): Promise<Verification>;
export function listFiles(folder: string): string[];
export function folderSource(folder: string): BundleSource;
export function report(verification: Verification, print?: (line: string) => void): number;
