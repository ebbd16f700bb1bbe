import type { Store } from '../domain/ports.ts';
import { dateOf } from './days.ts';
import type { Period } from './intervals.ts';
import { runAsOf } from './review.ts';

/** What a bundle is asked for: operation throughout a period, or the design at a time. Times are ISO 8601 UTC. */
export type Span = Period | { readonly asOf: string };

/** What a bundle is about. */
export interface Subject {
  /** I: the design at the end of the period, which is no longer than it must be. II: operation throughout it. */
  readonly type: 'I' | 'II';
  readonly period: Period;
  /** The end that was asked for, where it has not been yet. */
  readonly askedTo: string | null;
}

/**
 * What is asked for, as far as it has been: nothing is said of days that are still to come.
 * @throws RangeError when that is nothing, saying which times have evidence
 */
export async function subjectOf(span: Span, now: Date, store: Pick<Store, 'runs'>): Promise<Subject> {
  const today = now.toISOString();
  if ('asOf' in span) return designAt(span.asOf, today, store);
  const { from, to } = span;
  if (from >= to) throw new RangeError(`the period must begin before it ends: ${from} to ${to}`);
  if (from >= today)
    throw new RangeError(`the period begins at ${from}, which has not been yet: it is ${today}`);
  const future = to > today;
  const period = { from, to: future ? today : to };
  for await (const _ of store.runs(period.from, period.to))
    return { type: 'II', period, askedTo: future ? to : null };
  throw new RangeError(`no run lies in ${period.from} to ${period.to}; ${await whatExists(store)}`);
}

/** The newest run that examined anything shows the design; the period is from its beginning to that time. */
async function designAt(asOf: string, today: string, store: Pick<Store, 'runs'>): Promise<Subject> {
  // The end of today is asked for by those who mean today.
  const to = asOf > today && dateOf(before(asOf)) === dateOf(today) ? today : asOf;
  if (to > today) throw new RangeError(`${asOf} has not been yet: it is ${today}`);
  const runs = [];
  for await (const run of store.runs('', to)) runs.push(run);
  const run = runAsOf(runs, to);
  if (!run) throw new RangeError(`no run before ${to} examined anything; ${await whatExists(store)}`);
  return { type: 'I', period: { from: run.startedAt, to }, askedTo: null };
}

/** The last moment before a time. */
const before = (time: string): string => new Date(Date.parse(time) - 1).toISOString();

/** The last day that a period touches. */
export const lastDay = ({ to }: Period): string => dateOf(before(to));

async function whatExists(store: Pick<Store, 'runs'>): Promise<string> {
  let [first, last] = ['', ''];
  for await (const { startedAt } of store.runs()) {
    first ||= startedAt;
    last = startedAt;
  }
  return first ? `the record holds runs from ${first} to ${last}` : 'nothing has been recorded yet';
}
