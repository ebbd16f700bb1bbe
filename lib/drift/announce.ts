import { criteriaOf } from '../controls/index.ts';
import type { Announcement } from '../domain/event.ts';
import type { Transition } from '../domain/finding.ts';
import type { Announcer, Clock, ItemKey, NewsRecord } from '../domain/ports.ts';
import type { RegisteredRule } from '../domain/rule.ts';
import type { OrganizationMap } from '../domain/surroundings.ts';
import { findingEvent, runEvent } from './events.ts';

/** What announcing needs. */
export interface Announcing {
  readonly news: NewsRecord;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly rules: readonly RegisteredRule[];
  /** A run's id and its map of the Organization, each null when there is none. */
  planned(sequence: number): Promise<{ readonly id: string | null; readonly map: OrganizationMap | null }>;
}

/**
 * Announces what is at a key of the table, unless that was done before. It is noted after the bus has taken it: whoever
 * is stopped between the two announces again, with the same `id` in the event, and nothing is lost.
 *
 * @returns the event, or null when there is nothing to announce
 */
export async function announce(key: ItemKey, announcing: Announcing): Promise<Announcement | null> {
  const { news: record, announcer, clock } = announcing;
  const found = await record.read(key);
  if (!found || found.announced) return null;
  const { news } = found;
  const event = 'run' in news ? runEvent(news.run) : await transitionEvent(news.transition, announcing);
  if (!event) return null;
  await announcer.announce([event]);
  await record.markAnnounced(key, clock().toISOString());
  return event;
}

async function transitionEvent(
  transition: Transition,
  { rules, planned }: Announcing,
): Promise<Announcement | null> {
  const rule = rules.find(({ id }) => id === transition.rule) ?? null;
  const { id, map } = await planned(transition.sequence);
  return findingEvent(transition, {
    rule,
    criteria: rule ? criteriaOf(rule.controls) : [],
    place: map?.accounts[transition.account] ?? null,
    run: id,
  });
}
