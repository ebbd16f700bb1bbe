import type { Json } from './json.ts';
import type { Unseen } from './observed.ts';
import type { Severity } from './rule.ts';
import type { Target } from './target.ts';
import type { Verdict } from './verdict.ts';

/** One rule applied to one resource at one time. What a run's evidence consists of. */
export interface Evaluation {
  readonly rule: string;
  /** SHA-256 (hex) of the rule's source, so that a change of logic is visible in the record. */
  readonly ruleHash: string;
  /** ARN; for a whole population, the ARN with `*` in the resource's place. */
  readonly resource: string;
  /** True when this stands for a population that could not be listed. */
  readonly population: boolean;
  readonly type: string;
  readonly severity: Severity;
  readonly account: string;
  readonly region: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** The facts that decided, as far as they were seen. */
  readonly facts: Readonly<Record<string, Json>>;
  readonly parameters: Readonly<Record<string, Json>>;
  /** For NOT_EVALUATED: what could not be read, and why. Empty otherwise. */
  readonly missing: readonly Unseen[];
  /**
   * The requests to AWS that it rests on, sorted, each with the id that AWS gave it: `S3.GetBucketEncryption <id>`. Of
   * one operation with more than ten, the first and the last. Left out where none got an id, and by older versions.
   */
  readonly requests?: readonly string[];
  /**
   * The tags of conditions of exceptions about this rule that the resource has, none other; left out where no exception
   * asks for a tag, and where tags could not be read. They decide nothing of the verdict.
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An evaluation as a run's object holds it, with the run and the time at which the target was observed. */
export interface EvaluationRow extends Evaluation {
  readonly run: string;
  readonly at: string;
}

/** A finding's verdict changing between two observations; `null` is "not in the population". */
export interface Transition extends Target {
  readonly rule: string;
  readonly resource: string;
  readonly type: string;
  readonly severity: Severity;
  readonly from: Verdict | null;
  readonly to: Verdict | null;
  readonly kind: TransitionKind;
  readonly reason: string;
  /** Sequence number of the run that saw it, and when that run observed the target (ISO 8601 UTC). */
  readonly sequence: number;
  readonly at: string;
  /** Id of the rescan after that run which saw it; left out where the run itself did. */
  readonly rescan?: string;
  /** The call that led to the rescan, where one of those names the resource. */
  readonly cause?: Cause;
}

/** A call that changed something, as CloudTrail told it at once. */
export interface Cause {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  /** ARN; of an AWS service its name, of another account its id. */
  readonly principal: string;
  readonly at: string;
}

/** The place of an observation in time, as text that sorts: runs by number, and after each its rescans. */
export const orderOf = ({
  sequence,
  rescan,
}: {
  readonly sequence: number;
  readonly rescan?: string | undefined;
}): string => `${String(sequence).padStart(9, '0')}${rescan === undefined ? '' : `+${rescan}`}`;

/**
 * - `baseline`: first observation, with any other verdict than NOT_EVALUATED
 * - `drift`: PASS to FAIL, also when blindness lay between the two
 * - `restoration`: FAIL to PASS, likewise
 * - `blind-spot`: anything to NOT_EVALUATED
 * - `sight-regained`: NOT_EVALUATED to the verdict it had before, or to its first one
 * - `left`: the resource, or the rule, is no longer there; a population that can be listed again is `sight-regained`
 * - `rule-change`: what would be drift or restoration, in the first run with other logic or parameters of the rule: the
 *   measure has changed, and nobody knows whether what it measures has
 * - `change`: any other pair, such as PASS to NOT_APPLICABLE
 */
export type TransitionKind =
  | 'baseline'
  | 'drift'
  | 'restoration'
  | 'blind-spot'
  | 'sight-regained'
  | 'left'
  | 'rule-change'
  | 'change';

/** The current state of a finding. Written when the verdict changes, and only then. */
export interface Finding extends Target {
  readonly rule: string;
  readonly resource: string;
  readonly type: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly reason: string;
  /** True when this stands for a population that could not be listed. */
  readonly population: boolean;
  /** The last verdict other than NOT_EVALUATED, or null if there never was one. */
  readonly lastSeen: Verdict | null;
  /** Since when it has had this verdict (ISO 8601 UTC), and the run that first saw it so. */
  readonly since: string;
  readonly sequence: number;
  /**
   * Since when it has failed, blindness in between not counted, and the run that first saw it; while it fails, or is
   * blind after it failed. Left out where a run of before there were times to fix wrote it.
   */
  readonly failing?: FailingSince;
}

/** The beginning of a failure: time and run. */
export interface FailingSince {
  readonly since: string;
  readonly sequence: number;
}

/** What identifies a finding within a target. A space sorts before every character of an ARN. */
export const findingKey = (finding: { readonly rule: string; readonly resource: string }): string =>
  `${finding.rule} ${finding.resource}`;
