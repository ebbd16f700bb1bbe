import {
  acceptedTimes,
  accepts,
  type EndedMatch,
  type Exception,
  exceptionState,
  type Match,
} from '../domain/exception.ts';
import type { Finding } from '../domain/finding.ts';
import type { Notice } from '../domain/notice.ts';
import type { Clock, Store } from '../domain/ports.ts';
import { daysAfter, dueBy, type Remediation } from '../domain/remediation.ts';

/** How long before its expiry an exception is said to expire. */
export const WARNING_DAYS = 7;

/** Notices that are written together. */
const BATCH = 100;

/** Where and when it is looked. */
interface Moment {
  readonly at: string;
  readonly sequence: number;
}

/**
 * Writes down what time alone has brought about: exceptions that expire or did, failing findings that are overdue, and
 * those that no exception accepts any more since their resources lost a tag.
 * However often and however late it looks, each is written once. A finding is not overdue while an exception accepts
 * it; nor while it cannot be seen, which was announced as a blind spot.
 */
export async function notice({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'runs' | 'failing' | 'exceptions' | 'addNotices'>;
  readonly clock: Clock;
}): Promise<void> {
  const deadlines = new Map<number, Remediation>();
  let sequence = 0;
  for await (const run of store.runs()) {
    sequence = run.sequence;
    if (run.remediation) deadlines.set(run.sequence, run.remediation);
  }
  const moment = { at: clock().toISOString(), sequence };
  const exceptions: Exception[] = [];
  for await (const exception of store.exceptions()) exceptions.push(exception);

  let batch: Notice[] = [...expiries(exceptions, moment)];
  for await (const finding of store.failing()) {
    const { sequence: began } = finding.failing ?? finding;
    const late = overdue(finding, deadlines.get(began) ?? null, exceptions, moment);
    batch.push(...(late ? [late] : []), ...unaccepted(finding, exceptions, moment));
    if (batch.length >= BATCH) {
      await store.addNotices(batch);
      batch = [];
    }
  }
  await store.addNotices(batch);
}

/** What is to be said of exceptions at a time: those that were approved and not revoked. */
export function* expiries(exceptions: readonly Exception[], { at, sequence }: Moment): Generator<Notice> {
  for (const { matches: _, ...exception } of exceptions) {
    const { id, terms, approved } = exception;
    const state = exceptionState(exception, at);
    const expiring =
      (state === 'active' || state === 'approved') && daysAfter(at, WARNING_DAYS) >= terms.expiry;
    const kind = state === 'expired' ? state : approved && expiring ? 'expiring' : null;
    if (!kind) continue;
    const renewedBy = exceptions
      .filter((other) => other.terms.renews === id && other.approved && !other.revoked)
      .map((other) => other.id);
    yield { id: `${kind} ${id}`, at, sequence, kind, exception, renewedBy };
  }
}

/** Notices of a failing finding of which exceptions that go on accepted something, and nothing is accepted any more. */
export function unaccepted(
  finding: Finding,
  exceptions: readonly Exception[],
  { at, sequence }: Moment,
): readonly Notice[] {
  const { account, region, rule, resource } = finding;
  const { since } = finding.failing ?? finding;
  const met = exceptions.filter(({ matches }) => matches?.has(resource));
  if (met.length === 0 || exceptions.some((exception) => accepts(exception, finding, at))) return [];
  return met.flatMap((exception): readonly Notice[] => {
    const last = acceptedTimes(exception, finding).findLast((time) => time.to > since);
    const match = exception.matches?.get(resource)?.find(({ until }) => until === last?.to);
    if (!hasEnded(match) || match.until > at || exceptionState(exception, at) !== 'active') return [];
    const id = `unaccepted ${exception.id} ${account}/${region} ${rule} ${resource} ${match.until}`;
    return [{ id, at, sequence, kind: 'unaccepted', finding, match }];
  });
}

const hasEnded = (match: Match | undefined): match is EndedMatch =>
  match !== undefined && match.until !== null && match.why !== null;

/** The notice of a failing finding; null while it is in time, accepted, or without a deadline. */
export function overdue(
  finding: Finding,
  remediation: Remediation | null,
  exceptions: readonly Exception[],
  { at, sequence }: Moment,
): Notice | null {
  const { account, region, rule, resource } = finding;
  const { since } = finding.failing ?? finding;
  const due = dueBy(since, finding.severity, remediation);
  if (due === null || at <= due || exceptions.some((exception) => accepts(exception, finding, at)))
    return null;
  const id = `overdue ${account}/${region} ${rule} ${resource} ${since}`;
  return { id, at, sequence, kind: 'overdue', finding, since, due };
}
