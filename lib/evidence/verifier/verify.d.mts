/** What verification found: faults, one line each; what is intact and yet to be asked about; and what the bundle is. */
export interface Verification {
  readonly faults: readonly string[];
  readonly notes: readonly string[];
  readonly facts: {
    readonly period: { readonly from: string; readonly to: string };
    readonly organization: string | null;
    readonly files: number;
    readonly seals: number;
    readonly generatedAt: string | null;
    /** SHA-256 (hex) of the key that signed the bundle; null where none that is known did. */
    readonly keyFingerprint: string | null;
    /** Every key with the seals that it may have signed. */
    readonly keys: readonly {
      readonly id: string;
      readonly sha256: string;
      readonly firstSeal: number;
      readonly lastSeal: number | null;
    }[];
    /** Signatures that Vouch made, and that CloudTrail recorded; null where they were not counted. */
    readonly signatures: { readonly made: number; readonly recorded: number } | null;
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
export function verifyBundle(
  bundle: BundleSource & { readonly trusted?: readonly string[] },
): Promise<Verification>;
export function matchSignatures(
  signed: readonly { readonly name: string; readonly at: string }[],
  records: readonly {
    readonly from: string;
    readonly to: string;
    readonly unseen: object | null;
    readonly events: readonly {
      readonly eventId: string;
      readonly time: string;
      readonly error: string | null;
    }[];
  }[],
): {
  /** By the event's id, the file that it signed. */
  readonly files: ReadonlyMap<string, string>;
  readonly count: {
    readonly windows: readonly { readonly from: string; readonly to: string }[];
    readonly made: number;
    readonly recorded: number;
    readonly withoutEvent: readonly string[];
    readonly withoutFile: readonly string[];
  };
};
export function listFiles(folder: string): string[];
export function folderSource(folder: string): BundleSource;
export function report(verification: Verification, print?: (line: string) => void): number;
export function merkleTree(
  leaves: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  proved?: (index: number) => boolean,
): Promise<{ readonly root: string; readonly paths: ReadonlyMap<number, readonly string[]> }>;
