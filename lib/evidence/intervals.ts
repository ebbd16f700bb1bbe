import type { Transition } from '../domain/finding.ts';
import type { Severity } from '../domain/rule.ts';
import type { Target } from '../domain/target.ts';
import type { Verdict } from '../domain/verdict.ts';

/** A stretch of time in which a finding had one verdict. */
export interface Interval extends Target {
  readonly rule: string;
  readonly resource: string;
  readonly type: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly reason: string;
  /** When it was first seen so; may lie before the period. */
  readonly since: string;
  /** When it was first seen otherwise; null when it still was so at the end of the period. */
  readonly until: string | null;
  readonly firstRun: number;
  /** The run that saw it otherwise, or gone; null like `until`. */
  readonly endedByRun: number | null;
  /** Ids of the rescans, after those runs, that saw its beginning and its end; null where the runs themselves did. */
  readonly firstRescan: string | null;
  readonly endedByRescan: string | null;
  /** What brought it: `baseline`, `drift`, ... */
  readonly began: Transition['kind'];
  /** What ended it; null while it lasts. */
  readonly ended: Transition['kind'] | null;
}

/** The columns of tables of intervals. */
export const INTERVAL_COLUMNS = [
  'rule',
  'resource',
  'type',
  'account',
  'region',
  'severity',
  'verdict',
  'since',
  'until',
  'firstRun',
  'firstRescan',
  'endedByRun',
  'endedByRescan',
  'began',
  'ended',
  'reason',
] as const;

/** A time span of evidence, half open: [from, to), ISO 8601 UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Whether an interval touches a period that begins at `from`. */
export const touches = ({ until }: Pick<Interval, 'until'>, from: string): boolean =>
  until === null || until > from;

/**
 * Turns one target's transitions into intervals, from the first one on.
 * @param transitions sorted by rule, resource and sequence, none at or after the end of the period
 */
export async function* intervals(transitions: AsyncIterable<Transition>): AsyncGenerator<Interval> {
  let open: Transition | null = null;
  for await (const transition of transitions) {
    const same: boolean =
      open !== null && open.rule === transition.rule && open.resource === transition.resource;
    if (open?.to) yield toInterval(open, same ? transition : null);
    open = transition;
  }
  if (open?.to) yield toInterval(open, null);
}

/**
 * What failed at any time within a period: the transitions with which that began.
 * @param transitions sorted by target, rule, resource and sequence
 */
export function failedWithin(
  transitions: readonly Transition[],
  { from, to }: Period,
): readonly Transition[] {
  const failed: Transition[] = [];
  for (let index = 0; index < transitions.length; index += 1) {
    const start = transitions[index] as Transition;
    if (start.to !== 'FAIL' || start.at >= to) continue;
    const next = transitions[index + 1];
    if (!next || next.at > from || !sameFinding(start, next)) failed.push(start);
  }
  return failed;
}

const sameFinding = (a: Transition, b: Transition): boolean =>
  a.resource === b.resource && a.rule === b.rule && a.account === b.account && a.region === b.region;

function toInterval(start: Transition, end: Transition | null): Interval {
  const { account, region, rule, resource, type, severity, to, reason, at, sequence, rescan, kind } = start;
  return {
    account,
    region,
    rule,
    resource,
    type,
    severity,
    verdict: to as Verdict,
    reason,
    since: at,
    until: end?.at ?? null,
    firstRun: sequence,
    endedByRun: end?.sequence ?? null,
    firstRescan: rescan ?? null,
    endedByRescan: end?.rescan ?? null,
    began: kind,
    ended: end?.kind ?? null,
  };
}
