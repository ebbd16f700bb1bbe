import { CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { required } from '../collectors/collector.ts';
import { classify } from '../collectors/failure.ts';
import { operation } from '../collectors/operation.ts';
import type { TargetClients } from '../collectors/reader.ts';
import type { EventHistory, TrailEvent, TrailRecord } from '../domain/attribution.ts';
import { seen, unseen } from '../domain/observed.ts';
import { type Target, targetId } from '../domain/target.ts';

const lookupEvents = operation('cloudtrail:LookupEvents', CloudTrailClient, LookupEventsCommand);

/** The most that AWS gives. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const EVENTS_PER_PAGE = 50;
/** Pages that are read of one lookup. */
const PAGES = 3;
/** AWS allows two calls a second in an account and Region (same page), and two functions may run at once. */
const PACE_MS = 1_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * CloudTrail's event history, which every account has without a trail. One call at a time in an account and Region, at
 * our pace, and no lookup twice: what drifts together is often about the same resource.
 *
 * @param open enters an account. @throws ReadFailure when it refuses.
 */
export function cloudTrailHistory(
  open: (target: Target) => Promise<{ readonly clients: TargetClients }>,
  wait = pause,
  pages = PAGES,
): EventHistory {
  const entered = new Map<string, ReturnType<typeof open>>();
  const turns = new Map<string, Promise<void>>();
  const answers = new Map<string, ReturnType<EventHistory['lookup']>>();

  async function inTurn<T>(id: string, call: () => Promise<T>): Promise<T> {
    const turn = turns.get(id) ?? Promise.resolve();
    turns.set(
      id,
      turn.then(() => wait(PACE_MS)),
    );
    await turn;
    return call();
  }

  const ask: EventHistory['lookup'] = async (target, { by, value }, { from, to }) => {
    const id = targetId(target);
    try {
      const opened = entered.get(id) ?? open(target);
      entered.set(id, opened);
      const client = (await opened).clients.client(CloudTrailClient);
      const events: TrailEvent[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < pages; page += 1) {
        const input = {
          LookupAttributes: [{ AttributeKey: by, AttributeValue: value }],
          StartTime: new Date(from),
          EndTime: new Date(to),
          MaxResults: EVENTS_PER_PAGE,
          ...(NextToken && { NextToken }),
        };
        const { signal } = new AbortController();
        const reply = await inTurn(id, () => lookupEvents.run(client, input, signal));
        events.push(...required(reply.Events, 'Events').map(trailEvent));
        NextToken = reply.NextToken;
        if (!NextToken) break;
      }
      return seen({ events, complete: !NextToken });
    } catch (error) {
      return unseen(classify(error, lookupEvents.action));
    }
  };

  return {
    lookup(target, lookup, window) {
      const key = JSON.stringify([targetId(target), lookup, window]);
      const answer = answers.get(key) ?? ask(target, lookup, window);
      answers.set(key, answer);
      return answer;
    },
  };
}

/** @throws SyntaxError when the record is not JSON */
const trailEvent = ({ CloudTrailEvent, ReadOnly, Resources = [] }: Event): TrailEvent => ({
  record: JSON.parse(required(CloudTrailEvent, 'CloudTrailEvent')) as TrailRecord,
  readOnly: ReadOnly === 'true',
  resources: Resources.flatMap(({ ResourceName }) => ResourceName ?? []),
});
