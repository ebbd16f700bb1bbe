import { snsPost } from '#lib/adapters/sns.ts';
import { ALERT_TRIES, type Routing, route } from '#lib/drift/alerts.ts';
import type { Delivered } from '#lib/drift/grouping.ts';
import { sha256 } from '#lib/evidence/canonical.ts';
import { letterOf } from '#lib/report/letter.ts';
import { RULES } from '../../rules/index.ts';
import { heardMessage, queueEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/** Letters of an alert's id behind its day: enough that no two alerts of a day share one. */
const ID_LETTERS = 12;

/** Puts events together to alerts and sends these. Messages that fail are told to Lambda by their id, and delivered again. */
export const handler = lambda(queueEvent, async ({ Records }) => {
  const failed = new Map<string, Error>();
  const last = new Set<string>();
  const records: { readonly id: string; readonly delivered: Delivered }[] = [];
  for (const { messageId, body, attributes } of Records) {
    try {
      const event = heardMessage.parse(JSON.parse(body));
      const announcedAt = new Date(Number(attributes.SentTimestamp)).toISOString();
      if (Number(attributes.ApproximateReceiveCount) >= ALERT_TRIES) last.add(event.detail.id);
      records.push({ id: messageId, delivered: { event, announcedAt } });
    } catch (error) {
      failed.set(messageId, error as Error);
    }
  }
  const failures = await route(
    records.map(({ delivered }) => delivered),
    routing(),
    (id) => last.has(id),
  );
  for (const { id, delivered } of records) {
    const failure = failures.get(delivered.event.detail.id);
    if (failure) failed.set(id, failure);
  }
  for (const [id, error] of failed) logger.error('not routed', { messageId: id, error });
  logger.info('routed', { events: records.length, failed: failed.size });
  return { batchItemFailures: [...failed.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
});

/** @throws Error when VOUCH_ALERT_TOPIC is not set */
function routing(): Routing {
  const prefix = process.env.VOUCH_ALERT_TOPIC;
  if (!prefix) throw new Error("VOUCH_ALERT_TOPIC must be set: how the ARNs of the alerts' topics begin");
  const post = snsPost(prefix);
  return {
    ...setting(),
    rules: RULES,
    digestOf: (text) => sha256(text).slice(0, ID_LETTERS),
    messenger: { send: (alert, message) => post(message.channel, letterOf(alert, message, RULES)) },
  };
}
