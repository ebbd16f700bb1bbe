import { setTimeout } from 'node:timers/promises';
import type { TrailEvent } from '../domain/attribution.ts';
import type { Cause, Finding } from '../domain/finding.ts';
import type { Clock, TargetState } from '../domain/ports.ts';
import type { Reread, Rescan } from '../domain/rescan.ts';
import type { Plan, PlannedTarget, RunRef } from '../domain/run.ts';
import { targetId } from '../domain/target.ts';
import { candidates, concluded } from '../drift/attribution.ts';
import { compare, type Population } from '../drift/transitions.ts';
import { canonical } from '../evidence/canonical.ts';
import type { Affected, LoggedCall } from './coalesce.ts';
import { planKey, rescanId, rescanKey } from './keys.ts';
import { pack } from './pack.ts';
import { readTarget } from './read.ts';
import { changedRules } from './rule-changes.ts';
import { COMMIT_TRIES, matchesIn, populations, type TargetScan } from './target.ts';
import type { Work } from './work.ts';

/** After a call, AWS's replies may be of before it for some seconds. */
export const SETTLING_MS = 5_000;
/** Ids of events that a rescan names; a flood has thousands. */
const EVENTS_NAMED = 50;

/** What rescanning needs: work and rules as `plannedWork` and the plan have them, and a way to wait. */
export interface Rescanning extends TargetScan {
  readonly rules: Plan['rules'];
  wait?(milliseconds: number): Promise<unknown>;
}

/**
 * The newest run with a plan, from which a rescan has its targets, rules and parameters.
 * @returns null where there is none: nothing is examined outside of a scope that a run has recorded
 */
export async function lastPlan({
  store,
  evidence,
}: Pick<TargetScan, 'store' | 'evidence'>): Promise<Plan | null> {
  for (let run: RunRef | null = await store.lastRun(); run; run = await store.run(run.sequence - 1)) {
    const stored = await evidence.get(planKey(run));
    if (stored) return JSON.parse(Buffer.from(stored.body).toString()) as Plan;
  }
  return null;
}

/**
 * Work by the rules of a plan alone: a rule, or parameters, that were deployed since then wait for their first run.
 * AWS Config's word that there is nothing is not taken, since it comes minutes after a change.
 */
export function plannedWork(work: readonly Work[], { rules }: Pick<Plan, 'rules'>): readonly Work[] {
  const planned = new Set(rules.map(({ id, hash, parameters }) => canonical({ id, hash, parameters })));
  return work.flatMap(({ rules: all, ...part }) => {
    const theirs = all.filter(({ rule: { id, hash }, parameters }) =>
      planned.has(canonical({ id, hash, parameters })),
    );
    const facts = [...new Set(theirs.flatMap(({ rule }) => rule.reads))].sort();
    return theirs.length > 0 ? [{ ...part, facts, rules: theirs, recordedAs: [] }] : [];
  });
}

export const plannedTargets = ({ targets }: Pick<Plan, 'targets'>): ReadonlyMap<string, PlannedTarget> =>
  new Map(targets.filter(({ unreachable }) => !unreachable).map((target) => [targetId(target), target]));

const rulesOf = (work: Iterable<Work>): readonly string[] =>
  [...work].flatMap(({ rules }) => rules.map(({ rule }) => rule.id)).sort();

/** What is still to be read: the rest was read after the calls, by a run or by another rescan. */
function unread({ work }: Affected, { heartbeat, reread }: TargetState): readonly Work[] {
  const run = heartbeat?.scanned ? Date.parse(heartbeat.startedAt) : 0;
  return [...work].flatMap(([part, called]) => {
    const rescans = rulesOf([part]).map((rule) => Date.parse(reread[rule] ?? '1970'));
    return Math.max(run, Math.min(...rescans)) >= called + SETTLING_MS ? [] : [part];
  });
}

/**
 * Reads again what calls may have changed in a target, and records what is otherwise now.
 *
 * Called again with the same calls, it reads nothing: they are covered. What it saw after the target's last run counts
 * as long as nobody has read the same later; a run that is under way meets it the same way (`lib/scan/target.ts`).
 *
 * @returns null where there is nothing to do: the calls are covered, or no run has seen the target yet
 * @throws Error when the time ran out before all was read: nothing is recorded
 */
export async function rescanTarget(affected: Affected, scan: Rescanning): Promise<Rescan | null> {
  const { store, evidence, clock, signal } = scan;
  const { target, calls } = affected;
  const state = await store.target(target);
  if (!state.heartbeat) return null;
  const work = unread(affected, state);
  if (work.length === 0) return null;
  const inTime = (): void => {
    if (signal.aborted) throw new Error(`${targetId(target)}: the time ran out before it was read`);
  };
  inTime();

  const newest = Math.max(...work.map((part) => affected.work.get(part) ?? 0));
  await settled(newest, clock, scan.wait ?? setTimeout);
  const { evaluations, note } = await readTarget(target, { ...scan, work });
  inTime(); // what is unread for that reason alone is no blind spot

  const { startedAt, finishedAt, unreachable, requests, untagged } = note;
  const id = rescanId(startedAt);
  const key = rescanKey(id, target);
  const { body, object } = pack(key, evaluations, id, startedAt);
  if (!(await evidence.put(key, body, 'application/gzip', canonical(note))))
    throw new Error(`${key} exists: somebody rescanned this target in the same moment`);

  const { account, region } = target;
  const rules = rulesOf(work);
  const population = populations(target, work, evaluations);
  for (let attempt = 1; attempt <= COMMIT_TRIES; attempt += 1) {
    const { version, heartbeat, findings, reread } = await store.target(target);
    if (!heartbeat) throw new Error(`${targetId(target)}: its heartbeat is gone`);
    const changed = await changedRules(heartbeat, scan.rules, scan);
    // By a rule that is another one now, a run looks first: what it then finds otherwise may be no drift.
    const counts = (rule: string): boolean =>
      rules.includes(rule) &&
      !changed.has(rule) &&
      heartbeat.startedAt <= startedAt &&
      (reread[rule] ?? '') <= startedAt;
    const observed = { account, region, sequence: heartbeat.sequence, startedAt, rescan: id };
    const populationNow = (rule: string): Population =>
      counts(rule) ? population(rule) : { state: 'unread' };
    const changes = compare(
      findings,
      evaluations,
      { ...observed, causeOf: (subject) => causeOf(subject, calls, work, startedAt) },
      populationNow,
    );
    const looked = { account, region, startedAt, ...(untagged && { untagged }) };
    const matches = await matchesIn(looked, evaluations, populationNow, scan);
    const rescan: Rescan = {
      account,
      region,
      id,
      sequence: heartbeat.sequence,
      types: [...new Set(work.map(({ collector }) => collector.type))].sort(),
      rules,
      calls: calls.length,
      events: eventsOf(calls),
      startedAt,
      finishedAt,
      unreachable,
      requests,
      object,
    };
    const after: Reread = {
      ...reread,
      ...Object.fromEntries(rules.filter(counts).map((rule) => [rule, startedAt])),
    };
    if (await store.commit(target, version, changes, heartbeat, { reread: after, rescan }, matches))
      return rescan;
  }
  throw new Error(
    `${key}: another writer kept changing this target; its state was read ${COMMIT_TRIES} times`,
  );
}

/** Waits until a call has settled; a call from a clock that is ahead of ours is not waited for longer than that. */
async function settled(
  called: number,
  clock: Clock,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  const remaining = Math.min(SETTLING_MS, called + SETTLING_MS - clock().getTime());
  if (remaining > 0) await wait(remaining);
}

const eventsOf = (calls: readonly LoggedCall[]): readonly string[] =>
  [...calls]
    .sort((a, b) => Date.parse(a.record.eventTime) - Date.parse(b.record.eventTime))
    .slice(-EVENTS_NAMED)
    .map(({ record }) => record.eventID);

/** The call behind a change: the likeliest of those that name the resource. Where none does, nobody is named. */
function causeOf(
  { rule, resource, type }: Pick<Finding, 'rule' | 'resource' | 'type'>,
  calls: readonly LoggedCall[],
  work: readonly Work[],
  at: string,
): Cause | null {
  const facts =
    work.flatMap(({ rules }) => rules).find((active) => active.rule.id === rule)?.rule.reads ?? [];
  const subject = { resource, type, facts };
  const window = { from: new Date(0).toISOString(), to: '9999-12-31T23:59:59.999Z' };
  const events = calls.map(({ record }): TrailEvent => ({ record, readOnly: false, resources: [] }));
  const { change } = concluded(candidates(events, subject, window), subject, { window, at, complete: true });
  if (!change) return null;
  const { eventId, eventName, eventSource, principal, time } = change;
  return { eventId, eventName, eventSource, principal, at: time };
}
