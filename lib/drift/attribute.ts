import type { Attribution, Attributions, EventHistory, TrailEvent, Window } from '../domain/attribution.ts';
import type { AttributedEvent, FindingEvent } from '../domain/event.ts';
import { orderOf, type Transition } from '../domain/finding.ts';
import type { Announcer, Clock, Store } from '../domain/ports.ts';
import type { RegisteredRule } from '../domain/rule.ts';
import { candidates, concluded, lookupsFor, type Subject } from './attribution.ts';

/** What attributing needs. */
export interface Attributing {
  readonly attributions: Attributions;
  readonly history: EventHistory;
  readonly store: Pick<Store, 'run'>;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly rules: readonly RegisteredRule[];
}

/** Times that a drift is handed over before what does not answer is written down as it is. */
export const ATTRIBUTION_TRIES = 5;

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Between our clock and those of AWS. */
const SKEW_MS = 5 * MINUTE_MS;
/** A target is read from the time of its observation on, for as long as a function may run. */
const READING_MS = 15 * MINUTE_MS;
/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
const EVENTS_KEPT_MS = 90 * DAY_MS;

/**
 * Looks up who made a finding fail, notes it beside the transition, and announces it once: after that, nothing is done.
 *
 * @param last whether this is the last try: then it is also noted that CloudTrail did not answer
 * @returns the event, or null when it was announced before
 * @throws Error when CloudTrail did not answer and may do so later
 */
export async function attribute(
  drift: FindingEvent,
  attributing: Attributing,
  last: boolean,
): Promise<AttributedEvent | null> {
  const { attributions, announcer, clock } = attributing;
  const known = await attributions.read(drift);
  if (known?.announced) return null;
  const attribution = known?.attribution ?? (await lookUp(drift, attributing));
  if (!known) {
    const passing = attribution.outcome === 'throttled' || attribution.outcome === 'failed';
    if (passing && !last) throw new Error(attribution.reason);
    if (!(await attributions.add(drift, attribution))) return null; // noted, and announced, by somebody else
  }
  const detail: AttributedEvent = { ...drift, id: `attribution ${drift.id}`, drift: drift.id, attribution };
  await announcer.announce([{ type: 'Drift Attributed', time: drift.at, detail }]);
  await attributions.markAnnounced(drift, clock().toISOString());
  return detail;
}

async function lookUp(drift: FindingEvent, attributing: Attributing): Promise<Attribution> {
  const { history, rules } = attributing;
  const { resource, resourceType: type, at } = drift;
  const facts = rules.find(({ id }) => id === drift.rule)?.reads ?? [];
  const subject: Subject = { resource, type, facts };
  const window = await windowOf(drift, attributing);
  const events = new Map<string, TrailEvent>();
  let complete = true;
  for (const lookup of lookupsFor(subject)) {
    const answer = await history.lookup(drift, lookup, window);
    if (!answer.seen) {
      const { kind, action, message } = answer.unseen;
      return { outcome: kind, reason: `${action}: ${message}`, window, change: null };
    }
    complete &&= answer.value.complete;
    for (const event of answer.value.events) events.set(event.record.eventID, event);
    if (candidates([...events.values()], subject, window).some(({ certain }) => certain)) break;
  }
  return concluded(candidates([...events.values()], subject, window), subject, { window, at, complete });
}

/** From the last run that saw it pass until the one that saw it fail had read the target. */
async function windowOf(drift: FindingEvent, { attributions, store, clock }: Attributing): Promise<Window> {
  const passing = await lastPassing(drift, await attributions.history(drift), store);
  const kept = clock().getTime() - EVENTS_KEPT_MS;
  return {
    from: new Date(Math.max(kept, passing === null ? kept : Date.parse(passing) - SKEW_MS)).toISOString(),
    to: new Date(Date.parse(drift.at) + READING_MS + SKEW_MS).toISOString(),
  };
}

/**
 * When the last run began that saw it pass: the one before the run in which it no longer did, missed ones left out.
 * Only changes are written, so that no run in between need be looked at.
 */
export async function lastPassing(
  { run, rescan }: Pick<FindingEvent, 'run' | 'rescan'>,
  history: readonly Transition[],
  store: Pick<Store, 'run'>,
): Promise<string | null> {
  const order = orderOf({ rescan, sequence: run.sequence });
  const known = history.filter((transition) => orderOf(transition) <= order);
  const changed = known[known.map(({ to }) => to).lastIndexOf('PASS') + 1] ?? { rescan, ...run };
  // What a rescan saw otherwise, the run before it saw pass.
  const last = changed.rescan === undefined ? changed.sequence - 1 : changed.sequence;
  for (let sequence = last; sequence > 0; sequence -= 1) {
    const earlier = await store.run(sequence);
    if (earlier && earlier.status !== 'missed') return earlier.startedAt;
  }
  return null;
}
