import type { Unseen } from './observed.ts';
import type { TargetResult } from './run.ts';
import type { Target } from './target.ts';

/** Of rules: since when the resources that they judge were last read, where that was after the target's last run. */
export type Reread = Readonly<Record<string, string>>;

/**
 * A look, between two runs, at what calls may have changed in one target. It is not a run: what it saw counts after
 * the last run that saw the target, and lies under the seal of the next.
 */
export interface Rescan extends Target {
  /** Its start; with the target it is unique. */
  readonly id: string;
  /** Sequence number of the target's last run. */
  readonly sequence: number;
  /** Resource types that were read, and the rules that judged them; sorted. */
  readonly types: readonly string[];
  readonly rules: readonly string[];
  /** How many calls asked for it, and the ids of CloudTrail's events of the last of them, oldest first. */
  readonly calls: number;
  readonly events: readonly string[];
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Why the account could not be entered; null when it was. */
  readonly unreachable: Unseen | null;
  readonly requests: number;
  readonly object: TargetResult['object'];
}
