import { ReadFailure } from '../collectors/failure.ts';
import type { TargetClients } from '../collectors/reader.ts';
import type { Condition } from '../domain/exception.ts';
import { type Evaluation, findingKey } from '../domain/finding.ts';
import type { Clock } from '../domain/ports.ts';
import type { PlannedTarget, TargetResult } from '../domain/run.ts';
import { type OrganizationMap, surroundingsOf } from '../domain/surroundings.ts';
import type { Target } from '../domain/target.ts';
import { examine, type Failed, unexamined } from './examine.ts';
import type { Work } from './work.ts';

/** What reading a target needs. */
export interface Reading {
  readonly work: readonly Work[];
  readonly partition: string;
  readonly clock: Clock;
  /** Enters the account. @throws ReadFailure when it refuses. */
  open(target: Target): Promise<{ readonly clients: TargetClients; readonly requests: () => number }>;
  /** Aborts what is unread when the time for a target runs out. */
  readonly signal: AbortSignal;
  readonly map: OrganizationMap;
  /** Of exceptions: the tags that are looked up. */
  readonly conditions?: readonly Condition[];
}

/** When and how a target was read: what its evaluations do not tell. */
export type Note = Pick<
  TargetResult,
  'scanned' | 'unreachable' | 'startedAt' | 'finishedAt' | 'requests' | 'leftOut' | 'untagged'
>;

/** A target's evaluations, sorted by rule and resource. */
export interface TargetReading {
  readonly evaluations: readonly Evaluation[];
  readonly note: Note;
}

/**
 * Reads a target and judges it; one that cannot be entered yields a blind spot for every rule that belongs there.
 * @param known the types of which resources were there the last time, where there is a record
 */
export async function readTarget(
  target: PlannedTarget,
  reading: Reading,
  known: () => Promise<ReadonlySet<string>> = async () => new Set(),
): Promise<TargetReading> {
  if (target.unreachable) {
    const { unreachable, refused = [] } = target;
    return unread(target, { unseen: unreachable, requests: refused }, reading);
  }
  const { work, clock, open, signal, map, conditions } = reading;
  const started = clock();
  let opened: Awaited<ReturnType<Reading['open']>>;
  try {
    opened = await open(target);
  } catch (error) {
    if (error instanceof ReadFailure) return unread(target, error, reading);
    throw error;
  }
  const observation = { now: started, signal, surroundings: surroundingsOf(target.account, map) };
  const { evaluations, leftOut, untagged } = await examine(
    target,
    work,
    opened.clients,
    observation,
    known,
    conditions,
  );
  return {
    evaluations: inKeyOrder(evaluations),
    note: {
      scanned: true,
      unreachable: null,
      startedAt: started.toISOString(),
      finishedAt: clock().toISOString(),
      requests: opened.requests(),
      leftOut,
      ...(untagged && { untagged }),
    },
  };
}

/** The blind spots of a target that was not read, for the reason given. */
export async function unread(
  target: PlannedTarget,
  why: Failed,
  { work, partition, clock }: Pick<Reading, 'work' | 'partition' | 'clock'>,
): Promise<TargetReading> {
  const now = clock();
  const at = now.toISOString();
  const all: Evaluation[] = [];
  for await (const evaluation of unexamined(target, work, partition, now, why)) all.push(evaluation);
  return {
    evaluations: inKeyOrder(all),
    note: { scanned: false, unreachable: why.unseen, startedAt: at, finishedAt: at, requests: 0, leftOut: 0 },
  };
}

const inKeyOrder = (evaluations: readonly Evaluation[]): readonly Evaluation[] =>
  [...evaluations].sort((a, b) => (findingKey(a) < findingKey(b) ? -1 : 1));
