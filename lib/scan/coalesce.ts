import { actionsOf } from '../collectors/reader.ts';
import type { TrailRecord } from '../domain/attribution.ts';
import { typesTouched } from '../domain/changes.ts';
import type { PlannedTarget } from '../domain/run.ts';
import { GLOBAL_REGION, type Target, targetId } from '../domain/target.ts';
import { workIn } from './examine.ts';
import type { Work } from './work.ts';

/** A call that CloudTrail logged, with where. */
export interface LoggedCall {
  readonly where: Target;
  readonly record: TrailRecord;
}

/** What calls may have changed in one target. */
export interface Affected<C extends LoggedCall = LoggedCall> {
  readonly target: PlannedTarget;
  /** The work that looks at it, each with the time of the last such call (milliseconds). */
  readonly work: ReadonlyMap<Work, number>;
  readonly calls: readonly C[];
}

/** Whether a collector asks a service: what it does not ask for, a call of that service cannot change. */
const asks = ({ collector, facts }: Work, source: string): boolean =>
  actionsOf(collector, facts).some((action) => source === `${action.split(':')[0]}.amazonaws.com`);

/**
 * Puts calls together by what they touch: however many there are, each target is looked at once, and of it the types
 * that any of them touches. A call is about the Region where it was logged, or about the account's global services.
 * Calls that failed, that touch nothing known, or that are of no planned target, are in none of the results.
 */
export function coalesce<C extends LoggedCall>(
  calls: readonly C[],
  planned: ReadonlyMap<string, PlannedTarget>,
  work: readonly Work[],
): readonly Affected<C>[] {
  const all = new Map<string, { target: PlannedTarget; work: Map<Work, number>; calls: C[] }>();
  const touched = new Map<string, readonly Work[]>();
  const touches = (source: string, name: string): readonly Work[] => {
    const key = `${source} ${name}`;
    const known = touched.get(key);
    if (known) return known;
    const types = typesTouched(source, name);
    const theirs = work.filter((part) => types.includes(part.collector.type) && asks(part, source));
    touched.set(key, theirs);
    return theirs;
  };
  for (const call of calls) {
    const { eventSource, eventName, eventTime, errorCode } = call.record;
    if (errorCode !== undefined) continue;
    const theirs = touches(eventSource, eventName);
    if (theirs.length === 0) continue;
    for (const region of [call.where.region, GLOBAL_REGION]) {
      const id = targetId({ account: call.where.account, region });
      const target = planned.get(id);
      const here = target ? workIn(target, theirs) : [];
      if (!target || here.length === 0) continue;
      const affected = all.get(id) ?? { target, work: new Map<Work, number>(), calls: [] };
      all.set(id, affected);
      affected.calls.push(call);
      for (const part of here)
        affected.work.set(part, Math.max(affected.work.get(part) ?? 0, Date.parse(eventTime)));
    }
  }
  return [...all.values()];
}
