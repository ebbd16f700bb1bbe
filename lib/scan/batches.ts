import type { PlannedTarget, TargetResult } from '../domain/run.ts';
import { targetId } from '../domain/target.ts';

/** An account with all Regions that need no opt-in, and its global services. */
export const TARGETS_PER_BATCH = 18;
/** A function is done with so many requests in a minute, wherever it asks: docs/cost.md says what a request takes. */
export const REQUESTS_PER_BATCH = 1_000;
/** Of a target that was never scanned. */
const UNKNOWN_REQUESTS = 100;

/** Targets that one function scans. */
export interface Batch {
  readonly targets: readonly PlannedTarget[];
}

/**
 * Divides targets among functions, in their order, so that an account's stay together: as many as a function can be
 * expected to read in time. A target that took more requests than that the last time has a function of its own.
 *
 * @param last the results of earlier scans, of those targets that have any
 */
export function batches(
  targets: readonly PlannedTarget[],
  last: readonly Pick<TargetResult, 'account' | 'region' | 'scanned' | 'requests'>[],
): readonly Batch[] {
  const took = new Map(
    last.filter(({ scanned }) => scanned).map((result) => [targetId(result), result.requests]),
  );
  const all: { targets: PlannedTarget[] }[] = [];
  let requests = Number.POSITIVE_INFINITY;
  for (const target of targets) {
    const expected = took.get(targetId(target)) ?? UNKNOWN_REQUESTS;
    const open = all.at(-1);
    if (open && open.targets.length < TARGETS_PER_BATCH && requests + expected <= REQUESTS_PER_BATCH) {
      open.targets.push(target);
      requests += expected;
    } else {
      all.push({ targets: [target] });
      requests = expected;
    }
  }
  return all;
}
