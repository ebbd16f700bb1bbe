import type { Store } from '../domain/ports.ts';
import type { Run, RunRef } from '../domain/run.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { runId } from './keys.ts';

/** @throws Error when the clock is behind the last run: nothing is recorded out of order */
export function refusePast(last: Run, now: Date): void {
  if (now.toISOString() < last.startedAt) {
    throw new Error(
      `the clock says ${now.toISOString()}, but run ${last.sequence} started at ${last.startedAt}: nothing is recorded out of order; set the clock right`,
    );
  }
}

/**
 * Takes a sequence number.
 * @throws Error when somebody else took it in the same moment
 */
export async function openRun(sequence: number, at: Date, store: Store): Promise<RunRef> {
  const ref: RunRef = { sequence, id: runId(at, sequence), startedAt: at.toISOString() };
  const run: Run = {
    ...ref,
    status: 'open',
    reason: null,
    sealedAt: null,
    seal: null,
    counts: noVerdicts(),
    targets: { expected: 0, scanned: 0 },
  };
  if (!(await store.addRun(run)))
    throw new Error(`run ${sequence} was opened by somebody else at the same time: run again`);
  return ref;
}
