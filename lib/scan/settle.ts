import type { Plan, Run } from '../domain/run.ts';
import { planKey } from './keys.ts';
import { openRun, refusePast } from './open.ts';
import { type Sealing, sealEmpty, sealRun } from './seal.ts';

/** A run without a seal after this time is taken to be dead, and sealed as it is. */
const ABANDONED_AFTER_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Brings the record up to date before a run: the last run is sealed, and so is every day since then without one.
 * @throws Error when the clock is behind the last run, or that run may still be under way
 */
export async function settle(sealing: Sealing): Promise<void> {
  const now = sealing.clock();
  const last = await sealing.store.lastRun();
  if (!last) return;
  refusePast(last, now);
  if (last.status === 'open') {
    if (now.getTime() - Date.parse(last.startedAt) < ABANDONED_AFTER_MS) {
      throw new Error(
        `run ${last.sequence} (${last.id}) is still under way since ${last.startedAt}: wait until it is sealed`,
      );
    }
    await sealOpen(last, 'the run ended before it was planned', sealing);
  }
  let sequence = last.sequence;
  for (const day of daysBetween(last.startedAt, now)) {
    sequence += 1;
    const missed = await openRun(sequence, day, sealing.store);
    await sealEmpty(missed, 'missed', 'no run was started on this day', sealing);
  }
}

/**
 * Ends the run under way because it cannot go on: what it has is sealed, the rest is blind.
 * @param reason why, for a run that had not come to a plan
 */
export async function sealFailed(reason: string, sealing: Sealing): Promise<void> {
  const last = await sealing.store.lastRun();
  if (last?.status === 'open') await sealOpen(last, reason, sealing);
}

async function sealOpen(run: Run, reason: string, sealing: Sealing): Promise<void> {
  const stored = await sealing.evidence.get(planKey(run));
  if (stored) await sealRun(JSON.parse(Buffer.from(stored.body).toString()) as Plan, sealing);
  else await sealEmpty(run, 'failed', reason, sealing);
}

/** Midnights (UTC) of the days strictly between two times. */
function* daysBetween(from: string, to: Date): Generator<Date> {
  const last = Date.parse(`${to.toISOString().slice(0, 10)}T00:00:00Z`);
  for (let day = Date.parse(`${from.slice(0, 10)}T00:00:00Z`) + DAY_MS; day < last; day += DAY_MS)
    yield new Date(day);
}
