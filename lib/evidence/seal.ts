import type { Pinned, RunStatus } from '../domain/run.ts';
import type { VerdictCounts } from '../domain/verdict.ts';

export const SEAL_TYPE = 'application/vnd.vouch.seal+json';

/** What is signed at the end of a run. Field by field in docs/evidence-format.md. */
export interface Seal {
  readonly version: 1;
  /** Counts runs from 1, missed and failed ones included, without holes. */
  readonly sequence: number;
  /** SHA-256 (hex) of the previous seal's file; null for the first. */
  readonly previous: string | null;
  readonly run: {
    readonly id: string;
    readonly status: Exclude<RunStatus, 'open'>;
    /** Why it is missed or failed; null otherwise. */
    readonly reason: string | null;
    readonly startedAt: string;
    readonly sealedAt: string;
  };
  readonly organization: string | null;
  readonly accounts: { readonly total: number; readonly examined: number; readonly excluded: number };
  readonly targets: { readonly expected: number; readonly scanned: number };
  readonly counts: VerdictCounts;
  /** RFC 6962 root (hex) over the targets' results; each result holds the root over its evaluations. */
  readonly merkleRoot: string;
  readonly objects: {
    readonly plan: Pinned | null;
    readonly targets: Pinned | null;
    /** What CloudTrail recorded of the signing keys, as far as it was read by then; older seals lack it. */
    readonly signatures?: Pinned;
    /** The rescans since the seal before, one a line; left out where there were none. */
    readonly rescans?: Pinned;
  };
  readonly ruleSetHash: string | null;
  readonly scopeHash: string | null;
  readonly generator: string;
}
