import type { Json } from './json.ts';
import type { Unseen } from './observed.ts';
import type { Remediation } from './remediation.ts';
import type { Parameters } from './rule.ts';
import type { Scope } from './scope.ts';
import type { OrganizationMap } from './surroundings.ts';
import type { Target, Where } from './target.ts';
import type { VerdictCounts } from './verdict.ts';

/** An account of the Organization as a run saw it. `path` is the names of the OUs above it, from the root. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly path: readonly string[];
}

/** An account that the run left out, and why: by the scope file, or because AWS has suspended or closed it. */
export interface ExcludedAccount extends Account {
  readonly reason: string;
}

/** A target that the run must account for. `unreachable` says why it is already known to be a blind spot. */
export interface PlannedTarget extends Target {
  readonly management: boolean;
  readonly unreachable: Unseen | null;
  /** The requests that AWS refused then, as evaluations name them; left out where there are none. */
  readonly refused?: readonly string[] | undefined;
}

/** An AWS API operation that a rule's evidence comes from. */
export interface UsedOperation {
  /** As AWS names it, e.g. `S3.ListBuckets`; null where nothing was sent when it was tried without AWS. */
  readonly operation: string | null;
  /** The IAM action that allows it: names differ. */
  readonly action: string;
  /** Whether it pages; every page is read. */
  readonly paged: boolean;
  /** Whether the population is listed with it; otherwise it reads facts of what was listed. */
  readonly lists: boolean;
  /** What a listing asks first; null for what follows from replies, as the name of the resource. */
  readonly parameters: Json;
}

/** Where the evidence of a rule comes from: where its resources are looked for, and what AWS is asked. */
export interface RuleSource {
  readonly where: Where;
  /** The types of AWS Config that stand for its resources, where Config is known to record all of them; else none. */
  readonly recordedAs: readonly string[];
  readonly operations: readonly UsedOperation[];
}

/** A rule as a run applies it: its source by SHA-256 (hex), and its parameters. */
export interface AppliedRule {
  readonly id: string;
  readonly hash: string;
  readonly parameters: Parameters;
}

/** An object in the evidence bucket, pinned by its content. */
export interface Pinned {
  readonly key: string;
  readonly sha256: string;
}

/** The Organization as it is at the start of a run. */
export interface Survey {
  readonly organization: string | null;
  readonly partition: string;
  readonly accounts: readonly Account[];
  readonly excluded: readonly ExcludedAccount[];
  /** Accounts that Organizations counts, from a listing independent of the OU tree. */
  readonly accountsTotal: number;
  readonly targets: readonly PlannedTarget[];
  readonly map: OrganizationMap;
}

/** Everything that a run set out to do. Written to S3 before the first target is scanned. */
export interface Plan extends Omit<Survey, 'map'> {
  readonly run: RunRef;
  readonly scope: Scope;
  readonly rules: readonly AppliedRule[];
  /** By rule; older plans lack it. */
  readonly sources?: Readonly<Record<string, RuleSource>>;
  /** The map lies beside the plan: every target needs it, and none the other targets. */
  readonly map: Pinned;
}

/** What identifies a run: its place in the unbroken sequence, and a sortable id for paths. */
export interface RunRef {
  readonly sequence: number;
  readonly id: string;
  readonly startedAt: string;
}

/** `complete`: every target scanned. `partial`: some were not. `failed`: never finished. `missed`: never started. */
export type RunStatus = 'open' | 'complete' | 'partial' | 'failed' | 'missed';

/** A run as the table keeps it. `seal` is null until it is sealed. */
export interface Run extends RunRef {
  readonly status: RunStatus;
  /** Why it is missed or failed; null otherwise. */
  readonly reason: string | null;
  /** When it ended (ISO 8601 UTC); null while open. */
  readonly sealedAt: string | null;
  readonly seal: Pinned | null;
  readonly counts: VerdictCounts;
  readonly targets: { readonly expected: number; readonly scanned: number };
  /** The times to fix that were in force; left out where there were none, as in runs without a plan. */
  readonly remediation?: Remediation;
}

/** What became of one target in one run: the heartbeat in the table and the leaf under the seal. */
export interface TargetResult extends Target {
  readonly sequence: number;
  readonly scanned: boolean;
  /** Why not scanned; null when it was. */
  readonly unreachable: Unseen | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly counts: VerdictCounts;
  /** Requests made to AWS, every attempt counted. */
  readonly requests: number;
  /** SHA-256 (hex) over the rules that were applied, as in the run's seal; older results lack this. */
  readonly ruleSet?: string;
  /** Populations not listed because AWS Config records everything there and shows none; older results lack this. */
  readonly leftOut?: number;
  /** Why the tags that exceptions ask for could not be read; left out where they were, and where none asks. */
  readonly untagged?: Unseen;
  /** The object with the evaluations: its key, SHA-256 (hex), rows and RFC 6962 Merkle root (hex). */
  readonly object: {
    readonly key: string;
    readonly sha256: string;
    readonly rows: number;
    readonly merkleRoot: string;
  };
}
