import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { ReadFailure } from '../collectors/failure.ts';
import { RequestLog, targetClients } from './clients.ts';
import { cloudTrailHistory } from './cloudtrail.ts';

const trail = mockClient(CloudTrailClient);
const SHOP = { account: '111122223333', region: 'eu-west-1' };
const BUCKET = { by: 'ResourceName', value: 'shop' } as const;
const WINDOW = { from: '2026-11-06T06:00:00.000Z', to: '2026-11-07T06:00:00.000Z' };
/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html */
const event = (eventID: string) => ({
  EventId: eventID,
  EventName: 'PutBucketPolicy',
  ReadOnly: 'false',
  Username: 'ann',
  EventSource: 's3.amazonaws.com',
  Resources: [{ ResourceType: 'AWS::S3::Bucket', ResourceName: 'shop' }],
  CloudTrailEvent: JSON.stringify({ eventVersion: '1.11', eventID, eventName: 'PutBucketPolicy' }),
});
const refused = (name: string) => Object.assign(new Error(`${name}!`), { name });

/** A history whose pauses are counted and take no time. */
function history(open = async () => ({ clients: targetClients('eu-west-1', undefined, new RequestLog()) })) {
  const waited: number[] = [];
  const wait = async (milliseconds: number) => {
    waited.push(milliseconds);
  };
  return { ...cloudTrailHistory(open, wait), waited };
}

beforeEach(() => {
  trail.reset();
});

test('asks for the window, and gives records with their resources', async () => {
  trail.on(LookupEventsCommand).resolves({ Events: [event('1'), { ...event('2'), ReadOnly: 'true' }] });
  expect(await history().lookup(SHOP, BUCKET, WINDOW)).toEqual({
    seen: true,
    value: {
      events: [
        { record: expect.objectContaining({ eventID: '1' }), readOnly: false, resources: ['shop'] },
        { record: expect.objectContaining({ eventID: '2' }), readOnly: true, resources: ['shop'] },
      ],
      complete: true,
    },
  });
  expect(trail.commandCalls(LookupEventsCommand)[0]?.args[0].input).toEqual({
    LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'shop' }],
    StartTime: new Date(WINDOW.from),
    EndTime: new Date(WINDOW.to),
    MaxResults: 50,
  });
});

test('reads on page by page, at one call a second, and says when there is more', async () => {
  trail.on(LookupEventsCommand).callsFake(({ NextToken = '0' }: { NextToken?: string }) => ({
    Events: [event(NextToken)],
    NextToken: String(Number(NextToken) + 1),
  }));
  const { lookup, waited } = history();
  const answer = await lookup(SHOP, BUCKET, WINDOW);
  expect(answer).toMatchObject({ value: { events: { length: 3 }, complete: false } });
  expect(waited).toEqual([1_000, 1_000, 1_000]);
});

test('one lookup is one call, whoever asks; lookups of a target wait for each other', async () => {
  let under = 0;
  let most = 0;
  trail.on(LookupEventsCommand).callsFake(async () => {
    under += 1;
    most = Math.max(most, under);
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    return { Events: [] };
  });
  const turns: (() => void)[] = [];
  const slow = cloudTrailHistory(
    async () => ({ clients: targetClients('eu-west-1', undefined, new RequestLog()) }),
    () => new Promise((resolve) => turns.push(resolve)),
  );
  const asked = [BUCKET, BUCKET, { ...BUCKET, value: 'other' }].map((lookup) =>
    slow.lookup(SHOP, lookup, WINDOW),
  );
  await Promise.all(asked.slice(0, 2));
  expect(trail.commandCalls(LookupEventsCommand)).toHaveLength(1);
  turns.shift()?.();
  await Promise.all(asked);
  expect(trail.commandCalls(LookupEventsCommand)).toHaveLength(2);
  expect(most).toBe(1);
});

test.each([
  ['AccessDeniedException', 'denied'],
  ['ThrottlingException', 'throttled'],
  ['OperationNotPermittedException', 'failed'],
] as const)('%s is %s', async (name, kind) => {
  trail.on(LookupEventsCommand).rejects(refused(name));
  expect(await history().lookup(SHOP, BUCKET, WINDOW)).toMatchObject({
    seen: false,
    unseen: { kind, action: 'cloudtrail:LookupEvents' },
  });
});

test('replies that are not what AWS documents are no answer', async () => {
  const failed = { seen: false, unseen: { kind: 'failed' } };
  trail.on(LookupEventsCommand).resolves({});
  expect(await history().lookup(SHOP, BUCKET, WINDOW)).toMatchObject(failed);
  trail.on(LookupEventsCommand).resolves({ Events: [{ ...event('1'), CloudTrailEvent: '<html>' }] });
  expect(await history().lookup(SHOP, BUCKET, WINDOW)).toMatchObject(failed);
});

test('an account that cannot be entered cannot be asked', async () => {
  const unseen = { kind: 'denied', action: 'sts:AssumeRole', message: 'no' } as const;
  const closed = history(() => Promise.reject(new ReadFailure(unseen)));
  expect(await closed.lookup(SHOP, BUCKET, WINDOW)).toEqual({ seen: false, unseen });
});
