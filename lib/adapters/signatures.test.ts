import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { ownSignatures } from './signatures.ts';

const trail = mockClient(CloudTrailClient);
const WINDOW = { from: '2026-11-06T05:00:00.000Z', to: '2026-11-07T05:00:00.000Z' };
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321';
const ROLE = 'arn:aws:iam::111122223333:role/vouch-seal-scan';
/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-sign.html */
const record = (eventID: string, rest: object = {}) => ({
  eventVersion: '1.11',
  eventID,
  eventName: 'Sign',
  eventSource: 'kms.amazonaws.com',
  eventTime: '2026-11-06T06:02:03Z',
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/vouch-seal-scan/vouch-seal-scan',
    sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE } },
  },
  requestParameters: { messageType: 'RAW', keyId: KEY, signingAlgorithm: 'ECDSA_SHA_256' },
  responseElements: null,
  requestID: `request-${eventID}`,
  resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: KEY }],
  ...rest,
});
const events = (...records: readonly object[]) => ({
  Events: records.map((one) => ({ ReadOnly: 'true', CloudTrailEvent: JSON.stringify(one) })),
});
const signatures = () => ownSignatures(async () => {}).signatures(WINDOW);

beforeEach(() => {
  trail.reset();
});

test('every request to sign is told with who made it, over all pages', async () => {
  const denied = { errorCode: 'AccessDenied', resources: undefined, requestParameters: null };
  trail
    .on(LookupEventsCommand)
    .resolvesOnce({ ...events(record('1')), NextToken: 'more' })
    .resolves(events(record('2', denied), record('3', { eventSource: 'signer.amazonaws.com' })));
  const logged = {
    eventId: '1',
    time: '2026-11-06T06:02:03.000Z',
    principal: 'arn:aws:sts::111122223333:assumed-role/vouch-seal-scan/vouch-seal-scan',
    issuer: ROLE,
    requestId: 'request-1',
    key: KEY,
    messageType: 'RAW',
    error: null,
  };
  const refused = {
    eventId: '2',
    requestId: 'request-2',
    key: null,
    messageType: null,
    error: 'AccessDenied',
  };
  expect(await signatures()).toEqual({ seen: true, value: [logged, { ...logged, ...refused }] });
  expect(trail.commandCalls(LookupEventsCommand)[0]?.args[0].input).toMatchObject({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'Sign' }],
    StartTime: new Date(WINDOW.from),
    EndTime: new Date(WINDOW.to),
  });
});

test('a caller without an ARN is told as CloudTrail names it', async () => {
  const userIdentity = { type: 'AWSService', invokedBy: 'acm.amazonaws.com' };
  trail.on(LookupEventsCommand).resolves(events(record('1', { userIdentity })));
  expect(await signatures()).toMatchObject({ value: [{ principal: 'acm.amazonaws.com', issuer: null }] });
});

test('more than can be read is not read, rather than counted in part', async () => {
  trail.on(LookupEventsCommand).resolves({ ...events(record('1')), NextToken: 'more' });
  expect(await signatures()).toMatchObject({
    seen: false,
    unseen: { kind: 'failed', action: 'cloudtrail:LookupEvents', message: expect.stringContaining('200') },
  });
});

test('a refusal is told', async () => {
  trail.on(LookupEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  expect(await signatures()).toMatchObject({ seen: false, unseen: { kind: 'denied' } });
});
