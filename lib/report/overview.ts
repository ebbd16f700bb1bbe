import type { ControlId } from '../domain/control.ts';
import type { Severity } from '../domain/rule.ts';
import type { Verdict, VerdictCounts } from '../domain/verdict.ts';
import type { BundleBrief } from '../evidence/summary.ts';
import type { CoveredDay, DayVerdicts, FixTimes } from './pictures.ts';

/** A row of a table in the bundle, as text; what a table does not have is empty. */
export type Row<K extends string> = Readonly<Record<K, string>>;

/** The columns of the bundle's tables that pages show, and their rows. */
export const DEVIATION = [
  'status',
  'severity',
  'title',
  'criteria',
  'controls',
  'rule',
  'resource',
  'account',
  'region',
  'since',
  'until',
  'ended',
  'reason',
] as const;
export type DeviationRow = Row<(typeof DEVIATION)[number]>;
export const REMEDIATION = [
  'timing',
  'due',
  'severity',
  'rule',
  'resource',
  'account',
  'region',
  'since',
  'until',
  'ended',
  'exceptions',
  'accepted',
] as const;
export type RemediationRow = Row<(typeof REMEDIATION)[number]>;
export const EXCEPTION = [
  'id',
  'state',
  'rule',
  'account',
  'reason',
  'compensatingControl',
  'ticket',
  'requestedBy',
  'approvedBy',
  'acceptedFrom',
  'acceptedUntil',
  'expiry',
] as const;
export type ExceptionRow = Row<(typeof EXCEPTION)[number]>;

export const REVIEW = [
  'id',
  'populationAt',
  'covers',
  'accounts',
  'keep',
  'change',
  'remove',
  'carriedOut',
  'notCarriedOut',
  'notSeen',
  'ownAccess',
  'reviewer',
  'at',
] as const;
export const QUARTER = ['quarter', 'status', 'notReviewed'] as const;
export const DECISION = [
  'decision',
  'name',
  'resource',
  'account',
  'comment',
  'outcome',
  'outcomeAt',
  'detail',
] as const;

/** The access reviews of the period: the last ones, and the first decisions that were not carried out. */
export interface ShownReviews {
  readonly count: number;
  readonly reviews: readonly Row<(typeof REVIEW)[number]>[];
  readonly quarters: readonly Row<(typeof QUARTER)[number]>[];
  readonly undoneCount: number;
  readonly undone: readonly Row<(typeof DECISION)[number]>[];
}

/** A deviation with what was done about it, where that is known. */
export interface Answered {
  readonly deviation: DeviationRow;
  readonly remediation: RemediationRow | null;
  readonly exceptions: readonly ExceptionRow[];
}

/** How failures stood, of one severity or one control. */
export interface Failing {
  readonly open: number;
  readonly ended: number;
  /** Of the open ones. */
  readonly accepted: number;
  readonly overdue: number;
  /** Of those that ended. */
  readonly late: number;
}

/** A rule within a control's test. */
export interface TestedRule {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly resource: string;
  readonly counts: VerdictCounts;
  /** Each set of parameters that was in force within the period. */
  readonly parameters: readonly string[];
  /** First characters of the hash of each version of its source that was in force. */
  readonly versions: readonly string[];
  readonly actions: readonly string[];
  readonly resources: number;
  readonly accounts: number;
  readonly accountsWithout: number;
}

/** A control as Section 4 of a report shows it. */
export interface ControlReport {
  readonly id: ControlId;
  readonly title: string;
  readonly description: string;
  readonly owner: string;
  /** Criterion and why the control serves it. */
  readonly criteria: Readonly<Record<string, string>>;
  readonly rules: readonly TestedRule[];
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly failing: Failing;
  /** How often it was to be held and was; null where scans do not test it. */
  readonly occurrences: {
    readonly frequency: string;
    readonly expected: number;
    /** By all or by some of what was in scope. */
    readonly held: number;
    readonly partial: number;
    readonly missed: number;
    readonly missedDays: string;
  } | null;
  /** The worst, up to a bound; `deviations` counts all. */
  readonly worst: readonly Answered[];
  readonly deviations: number;
  readonly exceptions: readonly ExceptionRow[];
}

/** A criterion with what automation cannot show of it. */
export type LimitRow = Row<'criterion' | 'title' | 'notAutomated' | 'askFor'>;

/** Everything that the pages for people say, recomputed from the bundle's own tables. */
export interface Overview {
  readonly brief: BundleBrief;
  readonly generator: string;
  /** SHA-256 (hex) of the public key in DER form. */
  readonly keyFingerprint: string;
  readonly days: readonly CoveredDay[];
  /** Days by criterion; all findings under `*`. */
  readonly history: ReadonlyMap<string, readonly DayVerdicts[]>;
  readonly failing: ReadonlyMap<Severity, Failing>;
  readonly fixTimes: readonly FixTimes[];
  readonly exceptions: ReadonlyMap<string, number>;
  readonly worst: readonly Answered[];
  readonly controls: readonly ControlReport[];
  readonly limits: readonly LimitRow[];
  readonly reviews: ShownReviews;
  /** Every file of the bundle that is already written. */
  readonly paths: readonly string[];
}
