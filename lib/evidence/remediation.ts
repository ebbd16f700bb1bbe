import { acceptedTimes, acceptsUntil, type Exception } from '../domain/exception.ts';
import type { TransitionKind } from '../domain/finding.ts';
import { dueBy, type Remediation, type Timing, timing } from '../domain/remediation.ts';
import { hashOf } from './canonical.ts';
import type { Interval } from './intervals.ts';

/** A failure from its beginning to its end, however often it could not be seen in between. */
export interface Failure extends Omit<Interval, 'verdict'> {
  /** When the same finding began to fail the last time before; null the first time. */
  readonly reopens: string | null;
}

/** Blindness neither ends a failure nor begins one. */
const LASTS: readonly TransitionKind[] = ['blind-spot', 'sight-regained'];

/**
 * Puts failing intervals together to failures.
 * @param intervals all of the findings' time, sorted by target, rule, resource and time
 */
export async function* failures(intervals: AsyncIterable<Interval>): AsyncGenerator<Failure> {
  let key = '';
  let open: Failure | null = null;
  let reopens: string | null = null;
  for await (const { verdict, ...interval } of intervals) {
    const { account, region, rule, resource, since, until, endedByRun, ended } = interval;
    const next = `${account}/${region} ${rule} ${resource}`;
    if (next !== key) {
      if (open) yield open;
      [key, open, reopens] = [next, null, null];
    }
    if (verdict === 'FAIL' && !open) {
      open = { ...interval, until: null, endedByRun: null, ended: null, reopens };
      reopens = since;
    }
    if (open && ended !== null && !LASTS.includes(ended)) {
      yield { ...open, until, endedByRun, ended };
      open = null;
    }
  }
  if (open) yield open;
}

/** A failure with its clock. An exception that accepts it stands beside the clock and does not stop it. */
export interface RemediationRow extends Failure {
  readonly timing: Timing;
  /** By when it should be fixed, by the deadlines of this version, in force when it began; empty without any. */
  readonly due: string;
  readonly deadlines: string;
  /** Ids of the exceptions that accepted it at some time while it failed. */
  readonly exceptions: string;
  /** Whether one accepts it at the end of the period. */
  readonly accepted: 'yes' | 'no';
}

/**
 * @param remediation the deadlines in force when it began; null when there were none
 * @param exceptions as they were at `to`
 * @param to the end of the period
 */
export function remediationRow(
  failure: Failure,
  remediation: Remediation | null,
  exceptions: readonly Exception[],
  to: string,
): RemediationRow {
  const { since, until, severity } = failure;
  const end = until ?? to;
  const due = dueBy(since, severity, remediation);
  const accepting = exceptions.filter((exception) =>
    acceptedTimes(exception, failure).some((time) => time.from < end && time.to > since),
  );
  return {
    ...failure,
    timing: timing(due, until, to),
    due: due ?? '',
    deadlines: remediation ? deadlinesVersion(remediation) : '',
    exceptions: accepting.map(({ id }) => id).join(' '),
    accepted: until === null && accepting.some((one) => acceptsUntil(one, failure, to)) ? 'yes' : 'no',
  };
}

/** What names deadlines: they change when the scope file does. */
export const deadlinesVersion = (remediation: Remediation): string => hashOf(remediation).slice(0, 12);
