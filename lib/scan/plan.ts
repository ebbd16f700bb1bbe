import type { Organization } from '../domain/ports.ts';
import type { AppliedRule, Plan, Run, RunRef } from '../domain/run.ts';
import type { Scope } from '../domain/scope.ts';
import { noVerdicts } from '../domain/verdict.ts';
import type { ActiveRule } from '../engine/evaluate.ts';
import { canonical } from '../evidence/canonical.ts';
import { planKey, runId } from './keys.ts';
import { type Sealing, sealEmpty, sealRun } from './seal.ts';

/** A run without a seal after this time is taken to be dead, and sealed as it is. */
const ABANDONED_AFTER_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

/** What planning needs, beside what sealing an older run needs. */
export interface Planning extends Sealing {
  readonly scope: Scope;
  readonly rules: readonly ActiveRule[];
  /** Reads the Organization for a run; the run's id names the session in every account's CloudTrail. */
  organization(run: RunRef): Organization;
}

/** The rules of a run with their hashes and parameters, sorted by id. */
export const applied = (rules: readonly ActiveRule[]): readonly AppliedRule[] =>
  rules
    .map(({ rule, parameters }) => ({ id: rule.id, hash: rule.hash, parameters }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Opens a run: seals what older runs left open, seals each day on which no run was started, takes the next sequence
 * number, and writes down every target that the run must account for.
 *
 * @throws Error when the clock is behind the last run, when another run is under way, or when the Organization
 *         cannot be read; in the last case the run is sealed as failed first
 */
export async function planRun(planning: Planning): Promise<Plan> {
  const { clock, store, evidence, scope, rules } = planning;
  const now = clock();
  const last = await store.lastRun();
  if (last) await settle(last, now, planning);
  const sequence = ((await store.lastRun())?.sequence ?? 0) + 1;
  const run = await open(sequence, now, planning);

  try {
    const plan: Plan = {
      run,
      ...(await planning.organization(run).survey()),
      scope,
      rules: applied(rules),
    };
    await evidence.put(planKey(run), Buffer.from(canonical(plan)), 'application/json');
    return plan;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await sealEmpty(run, 'failed', `the Organization could not be read: ${reason}`, planning);
    throw error;
  }
}

/** Brings the record up to date: the last run is sealed, and so is every day since then without a run. */
async function settle(last: Run, now: Date, planning: Planning): Promise<void> {
  if (now.toISOString() < last.startedAt) {
    throw new Error(
      `the clock says ${now.toISOString()}, but run ${last.sequence} started at ${last.startedAt}: nothing is recorded out of order; set the clock right`,
    );
  }
  if (last.status === 'open') {
    if (now.getTime() - Date.parse(last.startedAt) < ABANDONED_AFTER_MS) {
      throw new Error(
        `run ${last.sequence} (${last.id}) is still under way since ${last.startedAt}: wait until it is sealed`,
      );
    }
    await sealAbandoned(last, planning);
  }
  let sequence = last.sequence;
  for (const day of daysBetween(last.startedAt, now)) {
    sequence += 1;
    const missed = await open(sequence, day, planning);
    await sealEmpty(missed, 'missed', 'no run was started on this day', planning);
  }
}

async function sealAbandoned(run: Run, planning: Planning): Promise<void> {
  const stored = await planning.evidence.get(planKey(run));
  if (stored) await sealRun(JSON.parse(Buffer.from(stored.body).toString()) as Plan, planning);
  else await sealEmpty(run, 'failed', 'the run ended before it was planned', planning);
}

/** Midnights (UTC) of the days strictly between two times. */
function* daysBetween(from: string, to: Date): Generator<Date> {
  const last = Date.parse(`${to.toISOString().slice(0, 10)}T00:00:00Z`);
  for (let day = Date.parse(`${from.slice(0, 10)}T00:00:00Z`) + DAY_MS; day < last; day += DAY_MS)
    yield new Date(day);
}

async function open(sequence: number, at: Date, { store }: Planning): Promise<RunRef> {
  const ref: RunRef = { sequence, id: runId(at, sequence), startedAt: at.toISOString() };
  const run: Run = {
    ...ref,
    status: 'open',
    sealedAt: null,
    seal: null,
    counts: noVerdicts(),
    targets: { expected: 0, scanned: 0 },
  };
  if (!(await store.addRun(run)))
    throw new Error(`run ${sequence} was opened by somebody else at the same time: run again`);
  return ref;
}
