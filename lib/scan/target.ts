import type { Condition, Match } from '../domain/exception.ts';
import type { Evaluation } from '../domain/finding.ts';
import type { Unseen } from '../domain/observed.ts';
import type { Evidence, Store, TargetState } from '../domain/ports.ts';
import type { Reread } from '../domain/rescan.ts';
import type { PlannedTarget, RunRef, TargetResult } from '../domain/run.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { compareMatches, type Looked } from '../drift/matches.ts';
import { compare, type Population } from '../drift/transitions.ts';
import { canonical, hashOf, sha256 } from '../evidence/canonical.ts';
import { evaluationsIn } from '../evidence/record.ts';
import { workIn } from './examine.ts';
import { evaluationsKey } from './keys.ts';
import { pack } from './pack.ts';
import { applied } from './plan.ts';
import { type Note, type Reading, readTarget, unread } from './read.ts';
import { changedRules } from './rule-changes.ts';
import type { Work } from './work.ts';

/** What scanning a target needs. */
export interface TargetScan extends Reading {
  readonly store: Store;
  readonly evidence: Evidence;
  /** Those that may have counted when the run began: see `conditionsAsked`. */
  readonly conditions: readonly Condition[];
}

/** A commit that meets another writer reads again; this often means that two runs fight over one target. */
export const COMMIT_TRIES = 10;

/**
 * Scans one target of a run and records it: first the evaluations as a write-once object, then the changes of state.
 * Delivered again, it finishes what was begun or changes nothing; delivered after a later run, it changes nothing.
 */
export async function scanTarget(
  run: RunRef,
  target: PlannedTarget,
  scan: TargetScan,
): Promise<TargetResult> {
  for await (const heartbeat of scan.store.heartbeats([target]))
    if (heartbeat.sequence >= run.sequence) return heartbeat;

  const stored = await scan.evidence.get(evaluationsKey(run, target));
  if (stored) return record(run, target, evaluationsIn(stored.body), JSON.parse(stored.note) as Note, scan);

  const known = async () => {
    const { findings } = await scan.store.target(target);
    return new Set([...findings.values()].map(({ type }) => type));
  };
  const { evaluations, note } = await readTarget(target, scan, known);
  return record(run, target, evaluations, note, scan);
}

/** Records a target that was not scanned: every rule that belongs there is a blind spot, for the reason given. */
export async function recordUnscanned(
  run: RunRef,
  target: PlannedTarget,
  why: Unseen,
  scan: Pick<TargetScan, 'work' | 'partition' | 'clock' | 'store' | 'evidence' | 'conditions'>,
): Promise<TargetResult> {
  const { evaluations, note } = await unread(target, { unseen: why, requests: [] }, scan);
  return record(run, target, evaluations, note, scan);
}

async function record(
  run: RunRef,
  target: PlannedTarget,
  evaluations: readonly Evaluation[],
  note: Note,
  scan: Pick<TargetScan, 'store' | 'evidence' | 'work' | 'conditions'>,
): Promise<TargetResult> {
  const { store, evidence, work } = scan;
  const key = evaluationsKey(run, target);
  const { body, object } = pack(key, evaluations, run.id, note.startedAt);
  const mine = await evidence.put(key, body, 'application/gzip', canonical(note));
  if (!mine) {
    const stored = await evidence.get(key);
    if (!stored) throw new Error(`${key} exists and cannot be read`);
    if (sha256(stored.body) !== object.sha256) {
      return record(run, target, evaluationsIn(stored.body), JSON.parse(stored.note) as Note, scan);
    }
  }

  const rules = applied(work.flatMap((each) => each.rules));
  const counts = noVerdicts();
  for (const { verdict } of evaluations) counts[verdict] += 1;
  const result: TargetResult = {
    account: target.account,
    region: target.region,
    sequence: run.sequence,
    ...note,
    ruleSet: hashOf(rules),
    counts,
    object,
  };

  const population = populations(target, work, evaluations);
  for (let attempt = 1; attempt <= COMMIT_TRIES; attempt += 1) {
    const { version, heartbeat, findings, ...before } = await store.target(target);
    if (heartbeat && heartbeat.sequence >= run.sequence) return heartbeat;
    const changed = await changedRules(heartbeat, rules, { store, evidence });
    // What was rescanned while this run went on is newer than what the run read.
    const reread = later(before.reread, note.startedAt);
    const populationNow = unless(reread, population);
    const changes = compare(findings, evaluations, result, populationNow, changed);
    const matches = await matchesIn(
      result,
      evaluations,
      populationNow,
      applicable(findings, population, scan),
    );
    if (await store.commit(target, version, changes, result, { reread, rescan: null }, matches))
      return result;
  }
  throw new Error(
    `${key}: another writer kept changing this target; its state was read ${COMMIT_TRIES} times`,
  );
}

/** Without the conditions of rules that neither are nor were looked for in the target. */
function applicable(
  findings: TargetState['findings'],
  population: (rule: string) => Population,
  { store, conditions }: Pick<TargetScan, 'store' | 'conditions'>,
): Pick<TargetScan, 'store' | 'conditions'> {
  const known = new Set(conditions.length > 0 ? [...findings.values()].map(({ rule }) => rule) : []);
  const applies = ({ rule }: Condition) => known.has(rule) || population(rule).state !== 'inactive';
  return { store, conditions: conditions.filter(applies) };
}

/** What begins or ends to meet conditions, by what was seen of a target. Read after the target's version: see `commit`. */
export async function matchesIn(
  looked: Looked,
  evaluations: readonly Evaluation[],
  population: (rule: string) => Population,
  { store, conditions }: Pick<TargetScan, 'store' | 'conditions'>,
): Promise<readonly Match[]> {
  const all: Match[] = [];
  for (const condition of conditions) {
    if (population(condition.rule).state === 'unread') continue;
    const known: Match[] = [];
    for await (const match of store.matches(condition.exception, looked)) known.push(match);
    all.push(...compareMatches(known, condition, evaluations, looked, population));
  }
  return all;
}

/** Rules that were reread after a time. */
const later = (reread: Reread, than: string): Reread =>
  Object.fromEntries(Object.entries(reread).filter(([, at]) => at > than));

/** The same populations, but for the rules that somebody else has reread. */
const unless =
  (reread: Reread, population: (rule: string) => Population) =>
  (rule: string): Population =>
    rule in reread ? { state: 'unread' } : population(rule);

/** What a reading of a target knows of each rule's population. */
export function populations(
  target: PlannedTarget,
  work: readonly Work[],
  evaluations: readonly Evaluation[],
): (rule: string) => Population {
  const active = new Set(workIn(target, work).flatMap(({ rules }) => rules.map(({ rule }) => rule.id)));
  const unlisted = new Map(
    evaluations.filter((evaluation) => evaluation.population).map(({ rule, reason }) => [rule, reason]),
  );
  return (rule) => {
    if (!active.has(rule)) return { state: 'inactive' };
    const reason = unlisted.get(rule);
    return reason === undefined ? { state: 'listed' } : { state: 'blind', reason };
  };
}
