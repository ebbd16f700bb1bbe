import { gunzipSync, gzipSync } from 'node:zlib';
import { ReadFailure } from '../collectors/failure.ts';
import type { TargetClients } from '../collectors/reader.ts';
import { type Evaluation, type EvaluationRow, findingKey } from '../domain/finding.ts';
import type { Unseen } from '../domain/observed.ts';
import type { Clock, Evidence, Store } from '../domain/ports.ts';
import type { PlannedTarget, RunRef, TargetResult } from '../domain/run.ts';
import type { Target } from '../domain/target.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { compare, type Population } from '../drift/transitions.ts';
import { canonical, sha256 } from '../evidence/canonical.ts';
import { MerkleTree } from '../evidence/merkle.ts';
import { examine, unexamined, workIn } from './examine.ts';
import { evaluationsKey } from './keys.ts';
import type { Work } from './work.ts';

/** What scanning a target needs. */
export interface TargetScan {
  readonly work: readonly Work[];
  readonly partition: string;
  readonly clock: Clock;
  readonly store: Store;
  readonly evidence: Evidence;
  /** Enters the account. @throws ReadFailure when it refuses. */
  open(target: Target): Promise<{ readonly clients: TargetClients; readonly requests: () => number }>;
  /** Aborts what is unread when the time for a target runs out. */
  readonly signal: AbortSignal;
}

/** The part of a result that the object's rows do not tell. It is kept beside the object. */
type Note = Pick<TargetResult, 'scanned' | 'unreachable' | 'startedAt' | 'finishedAt' | 'requests'>;

/** A commit that meets another writer reads again; this often means that two runs fight over one target. */
const COMMIT_TRIES = 10;

/**
 * Scans one target of a run and records it: first the evaluations as a write-once object, then the changes of state.
 * Delivered again, it finishes what was begun or changes nothing; delivered after a later run, it changes nothing.
 */
export async function scanTarget(
  run: RunRef,
  target: PlannedTarget,
  scan: TargetScan,
): Promise<TargetResult> {
  const { heartbeat } = await scan.store.target(target);
  if (heartbeat && heartbeat.sequence >= run.sequence) return heartbeat;

  const stored = await scan.evidence.get(evaluationsKey(run, target));
  if (stored) return record(run, target, read(stored.body), JSON.parse(stored.note) as Note, scan);

  const started = scan.clock();
  const startedAt = started.toISOString();
  if (target.unreachable) return recordUnscanned(run, target, target.unreachable, scan);
  let opened: Awaited<ReturnType<TargetScan['open']>>;
  try {
    opened = await scan.open(target);
  } catch (error) {
    if (error instanceof ReadFailure) return recordUnscanned(run, target, error.unseen, scan);
    throw error;
  }
  const evaluations = await sorted(examine(target, scan.work, opened.clients, started, scan.signal));
  const note = {
    scanned: true,
    unreachable: null,
    startedAt,
    finishedAt: scan.clock().toISOString(),
    requests: opened.requests(),
  };
  return record(run, target, evaluations, note, scan);
}

/** Records a target that was not scanned: every rule that belongs there is a blind spot, for the reason given. */
export async function recordUnscanned(
  run: RunRef,
  target: PlannedTarget,
  why: Unseen,
  scan: Omit<TargetScan, 'open' | 'signal'>,
): Promise<TargetResult> {
  const now = scan.clock();
  const evaluations = await sorted(unexamined(target, scan.work, scan.partition, now, why));
  const note = {
    scanned: false,
    unreachable: why,
    startedAt: now.toISOString(),
    finishedAt: now.toISOString(),
    requests: 0,
  };
  return record(run, target, evaluations, note, scan);
}

async function record(
  run: RunRef,
  target: PlannedTarget,
  evaluations: readonly Evaluation[],
  note: Note,
  { store, evidence, work }: Pick<TargetScan, 'store' | 'evidence' | 'work'>,
): Promise<TargetResult> {
  const key = evaluationsKey(run, target);
  const lines = evaluations.map((evaluation) =>
    canonical({ ...evaluation, run: run.id, at: note.startedAt } satisfies EvaluationRow),
  );
  const body = gzipSync(lines.map((line) => `${line}\n`).join(''));
  const mine = await evidence.put(key, body, 'application/gzip', canonical(note));
  if (!mine) {
    const stored = await evidence.get(key);
    if (!stored) throw new Error(`${key} exists and cannot be read`);
    if (sha256(stored.body) !== sha256(body)) {
      return record(run, target, read(stored.body), JSON.parse(stored.note) as Note, {
        store,
        evidence,
        work,
      });
    }
  }

  const tree = new MerkleTree();
  const counts = noVerdicts();
  for (const line of lines) tree.add(line);
  for (const { verdict } of evaluations) counts[verdict] += 1;
  const result: TargetResult = {
    account: target.account,
    region: target.region,
    sequence: run.sequence,
    ...note,
    counts,
    object: { key, sha256: sha256(body), rows: lines.length, merkleRoot: tree.root() },
  };

  const population = populations(target, work, evaluations);
  for (let attempt = 1; attempt <= COMMIT_TRIES; attempt += 1) {
    const { version, heartbeat, findings } = await store.target(target);
    if (heartbeat && heartbeat.sequence >= run.sequence) return heartbeat;
    const changes = compare(findings, evaluations, result, population);
    if (await store.commit(target, version, changes, result)) return result;
  }
  throw new Error(
    `${key}: another writer kept changing this target; its state was read ${COMMIT_TRIES} times`,
  );
}

/** What the run knows of each rule's population in a target. */
function populations(
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

async function sorted(evaluations: AsyncIterable<Evaluation>): Promise<readonly Evaluation[]> {
  const all: Evaluation[] = [];
  for await (const evaluation of evaluations) all.push(evaluation);
  return all.sort((a, b) => (findingKey(a) < findingKey(b) ? -1 : 1));
}

const read = (body: Uint8Array): readonly EvaluationRow[] =>
  gunzipSync(body)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as EvaluationRow);
