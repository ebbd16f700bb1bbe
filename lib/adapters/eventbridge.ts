import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Announcement } from '../domain/event.ts';
import type { Announcer } from '../domain/ports.ts';
import { ownSide } from './clients.ts';

/** Events in one PutEvents call. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const EVENTS_PER_CALL = 10;
const TRIES = 4;

/** Vouch's event bus. Entries that EventBridge did not take are put again; those it never takes are an error. */
export function eventBridgeAnnouncer(busName: string, client = new EventBridgeClient(ownSide())): Announcer {
  const entry = ({ type, time, detail }: Announcement) => ({
    ...('resource' in detail && { Resources: [detail.resource] }),
    EventBusName: busName,
    Source: 'vouch',
    DetailType: type,
    Time: new Date(time),
    Detail: JSON.stringify(detail),
  });
  return {
    async announce(announcements) {
      for (let start = 0; start < announcements.length; start += EVENTS_PER_CALL) {
        let entries = announcements.slice(start, start + EVENTS_PER_CALL).map(entry);
        for (let attempt = 1; entries.length > 0; attempt += 1) {
          const { Entries: results = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
          entries = entries.filter((_, index) => results[index]?.ErrorCode !== undefined);
          if (entries.length > 0 && attempt === TRIES) {
            const code = results.find(({ ErrorCode }) => ErrorCode)?.ErrorCode;
            throw new Error(
              `EventBridge refused ${entries.length} events on ${busName} ${TRIES} times: ${code}`,
            );
          }
        }
      }
    },
  };
}
