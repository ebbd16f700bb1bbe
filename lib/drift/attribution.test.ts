import { describe, expect, test } from '@jest/globals';
import type { TrailEvent, TrailRecord } from '../domain/attribution.ts';
import { candidates, concluded, lookupsFor, type Subject } from './attribution.ts';

const WINDOW = { from: '2026-11-06T05:55:00.000Z', to: '2026-11-07T06:20:00.000Z' };
const AT = '2026-11-07T06:00:00.000Z';
const BUCKET: Subject = { resource: 'arn:aws:s3:::shop', type: 'AWS::S3::Bucket', facts: ['policy'] };

/** A change of the bucket's policy by an administrator, as CloudTrail documents records; `differs` says what else. */
const event = (
  differs: Partial<TrailRecord> = {},
  { readOnly = false, resources = ['shop'] }: Partial<TrailEvent> = {},
): TrailEvent => ({
  record: {
    eventID: 'e1',
    eventName: 'PutBucketPolicy',
    eventSource: 's3.amazonaws.com',
    eventTime: '2026-11-06T15:00:00Z',
    sourceIPAddress: '192.0.2.7',
    requestParameters: { bucketName: 'shop', Host: 's3.eu-west-1.amazonaws.com' },
    responseElements: null,
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:ann',
      arn: 'arn:aws:sts::111122223333:assumed-role/Admin/ann',
      accountId: '111122223333',
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/Admin' } },
    },
    ...differs,
  },
  readOnly,
  resources,
});
const conclude = (events: readonly TrailEvent[], subject = BUCKET, complete = true) =>
  concluded(candidates(events, subject, WINDOW), subject, { window: WINDOW, at: AT, complete });

describe('what is looked up', () => {
  test.each<[string, Subject, readonly string[]]>([
    [
      'a resource by its names, then the calls that change what the rule reads',
      BUCKET,
      [
        'ResourceName shop',
        'ResourceName arn:aws:s3:::shop',
        'EventName DeleteBucketPolicy',
        'EventName PutBucketPolicy',
      ],
    ],
    [
      'a path is part of a name, and may be left out',
      { resource: 'arn:aws:iam::111122223333:user/ops/ann', type: 'AWS::IAM::User', facts: ['lastUse'] },
      [
        'ResourceName ann',
        'ResourceName ops/ann',
        'ResourceName arn:aws:iam::111122223333:user/ops/ann',
        'EventSource iam.amazonaws.com',
      ],
    ],
    [
      'a log group',
      {
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/x:*',
        type: 'AWS::Logs::LogGroup',
        facts: ['retentionDays'],
      },
      [
        'ResourceName x',
        'ResourceName /aws/lambda/x',
        'ResourceName arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/x',
        'EventName DeleteRetentionPolicy',
        'EventName PutRetentionPolicy',
      ],
    ],
    [
      'an access key by its user',
      {
        resource: 'arn:aws:iam::111122223333:user/ann#access-key/1',
        type: 'AWS::IAM::AccessKey',
        facts: ['active'],
      },
      [
        'ResourceName ann',
        'ResourceName arn:aws:iam::111122223333:user/ann',
        'EventSource iam.amazonaws.com',
      ],
    ],
    [
      'an account by the calls alone',
      { resource: 'arn:aws:iam::111122223333:root', type: 'AWS::::Account', facts: ['passwordPolicy'] },
      ['EventName DeleteAccountPasswordPolicy', 'EventName UpdateAccountPasswordPolicy'],
    ],
    [
      'nothing of an account whose calls are not known',
      { resource: 'arn:aws:iam::111122223333:root', type: 'AWS::::Account', facts: ['inventory'] },
      [],
    ],
  ])('%s', (_, subject, expected) => {
    expect(lookupsFor(subject).map(({ by, value }) => `${by} ${value}`)).toEqual(expected);
  });
});

describe('which call it was', () => {
  test('one that names the resource and changes what the rule reads is certain', () => {
    expect(conclude([event()])).toEqual({
      outcome: 'certain',
      reason: 'PutBucketPolicy can change what the rule reads: policy',
      window: WINDOW,
      change: {
        eventId: 'e1',
        eventName: 'PutBucketPolicy',
        eventSource: 's3.amazonaws.com',
        time: '2026-11-06T15:00:00.000Z',
        principalType: 'AssumedRole',
        principal: 'arn:aws:sts::111122223333:assumed-role/Admin/ann',
        issuer: 'arn:aws:iam::111122223333:role/Admin',
        source: '192.0.2.7',
        invokedBy: null,
      },
    });
  });

  test.each<[string, TrailEvent]>([
    ['only read', event({}, { readOnly: true })],
    ['failed', event({ errorCode: 'AccessDenied' })],
    ['came before the window', event({ eventTime: '2026-11-06T05:54:59Z' })],
    ['came after it', event({ eventTime: '2026-11-07T06:20:00Z' })],
    ['has no time', event({ eventTime: 'yesterday' })],
    ['is about another', event({ requestParameters: { bucketName: 'shop2' } }, { resources: ['shop2'] })],
    ['is about another service', event({ eventName: 'CreateRole', eventSource: 'iam.amazonaws.com' })],
  ])('none that %s', (_, other) => {
    expect(conclude([other])).toMatchObject({ outcome: 'not-found', change: null });
  });

  test.each<[string, readonly TrailEvent[], string]>([
    [
      'a later one',
      [event({ eventID: 'old' }), event({ eventID: 'new', eventTime: '2026-11-06T16:00:00Z' })],
      'new',
    ],
    [
      'one that changes what is read, over a later one that does not',
      [
        event({ eventID: 'policy' }),
        event({ eventID: 'tags', eventName: 'PutBucketTagging', eventTime: AT }),
      ],
      'policy',
    ],
    [
      'one from before the failure was seen, over a later one that may have mended it',
      [event({ eventID: 'broke' }), event({ eventID: 'mended', eventTime: '2026-11-07T06:10:00Z' })],
      'broke',
    ],
    [
      'one from just after, where the clocks differ and there is no other',
      [event({ eventID: 'skewed', eventTime: '2026-11-07T06:01:00Z' })],
      'skewed',
    ],
    [
      'one that names the resource in its request alone',
      [event({ eventID: 'named' }, { resources: [] })],
      'named',
    ],
  ])('%s', (_, events, id) => {
    for (const order of [events, [...events].reverse()]) expect(conclude(order).change?.eventId).toBe(id);
  });

  test('another call on the resource is likely, and the reason says what is not known', () => {
    expect(conclude([event({ eventName: 'PutBucketTagging' })])).toMatchObject({
      outcome: 'likely',
      reason:
        'PutBucketTagging is the last call that names the resource; whether it changes policy is not known',
    });
  });

  test('an account is named by nothing: only calls that are known to change it count', () => {
    const account = {
      resource: 'arn:aws:iam::111122223333:root',
      type: 'AWS::::Account',
      facts: ['passwordPolicy'],
    };
    const called = (eventName: string) =>
      event({ eventName, eventSource: 'iam.amazonaws.com', requestParameters: null }, { resources: [] });
    expect(conclude([called('DeleteAccountPasswordPolicy')], account).outcome).toBe('certain');
    expect(conclude([called('CreateUser')], account).outcome).toBe('not-found');
    expect(conclude([], { ...account, facts: ['inventory'] }).reason).toBe(
      'which calls change inventory of AWS::::Account is not known',
    );
  });

  test('a queue is named by its URL', () => {
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
    const queue = { resource: arn, type: 'AWS::SQS::Queue', facts: ['policy'] };
    const called = (queueUrl: string) =>
      event(
        {
          eventName: 'SetQueueAttributes',
          eventSource: 'sqs.amazonaws.com',
          requestParameters: { queueUrl, attributes: {} },
        },
        { resources: [] },
      );
    const url = 'https://sqs.eu-west-1.amazonaws.com/111122223333';
    expect(conclude([called(`${url}/jobs`)], queue).outcome).toBe('certain');
    expect(conclude([called(`${url}/more-jobs`)], queue).outcome).toBe('not-found');
  });

  test('what was not looked at is told', () => {
    expect(conclude([], BUCKET, false).reason).toMatch(
      /^of the calls in that time the newest were looked at/,
    );
  });
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
test.each<[string, Partial<TrailRecord>, object]>([
  [
    'the root user',
    { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', principalId: '111122223333' } },
    { principalType: 'Root', principal: 'arn:aws:iam::111122223333:root', issuer: null },
  ],
  [
    'a federated user',
    {
      userIdentity: {
        type: 'FederatedUser',
        arn: 'arn:aws:sts::111122223333:federated-user/bob',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:user/broker' } },
      },
    },
    {
      principal: 'arn:aws:sts::111122223333:federated-user/bob',
      issuer: 'arn:aws:iam::111122223333:user/broker',
    },
  ],
  [
    'an AWS service by itself',
    {
      sourceIPAddress: 'autoscaling.amazonaws.com',
      userIdentity: { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' },
    },
    {
      principalType: 'AWSService',
      principal: 'autoscaling.amazonaws.com',
      source: 'autoscaling.amazonaws.com',
      invokedBy: 'autoscaling.amazonaws.com',
    },
  ],
  [
    'an AWS service for somebody',
    {
      sourceIPAddress: 'cloudformation.amazonaws.com',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/ci',
        invokedBy: 'cloudformation.amazonaws.com',
      },
    },
    {
      principal: 'arn:aws:sts::111122223333:assumed-role/Deploy/ci',
      invokedBy: 'cloudformation.amazonaws.com',
    },
  ],
  [
    'another account',
    { userIdentity: { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '999988887777' } },
    { principalType: 'AWSAccount', principal: '999988887777' },
  ],
  [
    'a user of a web identity',
    { userIdentity: { type: 'WebIdentityUser', principalId: 'accounts:1', userName: 'carl' } },
    { principal: 'carl' },
  ],
  ['nobody that is told', { userIdentity: {} }, { principalType: 'Unknown', principal: 'unknown' }],
])('who it was: %s', (_, differs, expected) => {
  expect(conclude([event(differs)]).change).toMatchObject(expected);
});
