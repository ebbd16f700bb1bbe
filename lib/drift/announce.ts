import { criteriaOf } from '../controls/index.ts';
import type { Announcement } from '../domain/event.ts';
import type { Announcer, Clock, ItemKey, News, NewsRecord } from '../domain/ports.ts';
import type { RegisteredRule } from '../domain/rule.ts';
import type { OrganizationMap } from '../domain/surroundings.ts';
import { type Context, findingEvent, noticeEvent, runEvent } from './events.ts';

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
  const event = await eventOf(news, announcing);
  if (!event) return null;
  await announcer.announce([event]);
  await record.markAnnounced(key, clock().toISOString());
  return event;
}

async function eventOf(news: News, announcing: Announcing): Promise<Announcement | null> {
  if ('run' in news) return runEvent(news.run);
  if ('transition' in news) {
    const { transition } = news;
    return findingEvent(transition, await contextOf(transition, transition.sequence, announcing));
  }
  const { notice } = news;
  const about = 'finding' in notice ? notice.finding : notice.exception.terms.covers;
  return noticeEvent(notice, await contextOf(about, notice.sequence, announcing));
}

async function contextOf(
  { rule: ruleId, ...about }: { readonly rule: string; readonly account?: string },
  sequence: number,
  { rules, planned }: Announcing,
): Promise<Context> {
  const rule = rules.find(({ id }) => id === ruleId) ?? null;
  const { id, map } = await planned(sequence);
  return {
    rule,
    criteria: rule ? criteriaOf(rule.controls) : [],
    place: (about.account !== undefined && map?.accounts[about.account]) || null,
    run: id,
  };
}
