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
export function merkleRoot(leaves: readonly (string | Uint8Array)[]): string;
export function verifyBundle(bundle: {
  readonly files: readonly string[];
  readonly read: (path: string) => Buffer;
  readonly key?: string;
}): Verification;
export function listFiles(folder: string): string[];
export function report(verification: Verification, print?: (line: string) => void): number;
