import { accepts, type Exception, exceptionState } from '../domain/exception.ts';
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
 * Writes down what time alone has brought about: exceptions that expire or did, and failing findings that are overdue.
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
    if (late) batch.push(late);
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
