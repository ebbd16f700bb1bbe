import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { GetBucketLoggingCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, trail } from './cloudtrail.ts';

const cloudTrail = mockClient(CloudTrailClient);
const s3 = mockClient(S3Client);
afterEach(() => {
  cloudTrail.reset();
  s3.reset();
});

const ROOT = 'arn:aws:iam::111122223333:root';
const OWN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/own';
const SHARED = 'arn:aws:cloudtrail:eu-west-1:999999999999:trail/organization';
const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });

const described = (TrailARN: string, HasCustomEventSelectors: boolean) => ({
  TrailARN,
  S3BucketName: 'records',
  IsMultiRegionTrail: true,
  LogFileValidationEnabled: true,
  HasCustomEventSelectors,
});

const trailsOfAccount = async () => (await collectAll(account, { region: 'aws-global' }))[ROOT]?.trails;

async function managementEvents(selectors: Partial<GetEventSelectorsCommandOutput>) {
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [described(OWN, true)] });
  cloudTrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
  cloudTrail.on(GetEventSelectorsCommand, { TrailName: OWN }).resolves(selectors);
  const trails = await trailsOfAccount();
  return trails?.seen && (trails.value as readonly { managementEvents: unknown }[])[0]?.managementEvents;
}

const management = (
  ...fields: readonly { readonly Field: string; readonly [operator: string]: unknown }[]
) => ({
  AdvancedEventSelectors: [
    { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, ...fields] },
  ],
});

test('the account has its own trails and those of its Organization, in the order of their ARNs', async () => {
  cloudTrail
    .on(DescribeTrailsCommand, { includeShadowTrails: true })
    .resolves({ trailList: [described(SHARED, false), described(OWN, false)] });
  cloudTrail.on(GetTrailStatusCommand, { Name: OWN }).resolves({ IsLogging: false });
  cloudTrail.on(GetTrailStatusCommand, { Name: SHARED }).resolves({ IsLogging: true });
  const everything = {
    multiRegion: true,
    managementEvents: { reads: true, writes: true, excludedSources: [] },
  };
  expect(await trailsOfAccount()).toEqual({
    seen: true,
    value: [
      { arn: OWN, logging: false, ...everything },
      { arn: SHARED, logging: true, ...everything },
    ],
  });
});

test('an account without trails is seen to have none', async () => {
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [] });
  expect(await trailsOfAccount()).toEqual({ seen: true, value: [] });
});

test('the selectors of a trail of another account are not asked for', async () => {
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [described(SHARED, true)] });
  cloudTrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
  expect(await trailsOfAccount()).toMatchObject({ seen: true, value: [{ managementEvents: null }] });
  expect(cloudTrail.commandCalls(GetEventSelectorsCommand)).toEqual([]);
});

test.each<[string, Partial<GetEventSelectorsCommandOutput>, object]>([
  [
    'basic selectors add up',
    {
      EventSelectors: [
        { ReadWriteType: 'ReadOnly' },
        { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true },
      ],
    },
    { reads: true, writes: true, excludedSources: [] },
  ],
  [
    'data events only',
    { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false }] },
    { reads: false, writes: false, excludedSources: [] },
  ],
  [
    'basic selector without KMS',
    { EventSelectors: [{ ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] },
    { reads: true, writes: true, excludedSources: ['kms.amazonaws.com'] },
  ],
  ['advanced selector', management(), { reads: true, writes: true, excludedSources: [] }],
  [
    'advanced selector of writes without two services',
    management(
      { Field: 'readOnly', Equals: ['false'] },
      { Field: 'eventSource', NotEquals: ['rdsdata.amazonaws.com', 'kms.amazonaws.com'] },
    ),
    { reads: false, writes: true, excludedSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
  ],
  [
    'advanced selector of one service',
    management({ Field: 'eventSource', Equals: ['iam.amazonaws.com'] }),
    { reads: false, writes: false, excludedSources: [] },
  ],
  [
    'advanced selector of single events',
    management({ Field: 'eventName', Equals: ['CreateUser'] }),
    { reads: false, writes: false, excludedSources: [] },
  ],
])('management events: %s', async (_, selectors, expected) => {
  expect(await managementEvents(selectors)).toEqual(expected);
});

test('one trail that cannot be read leaves the list of trails unseen', async () => {
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [described(OWN, false)] });
  cloudTrail.on(GetTrailStatusCommand).rejects(denied);
  expect(await trailsOfAccount()).toMatchObject({
    seen: false,
    unseen: { kind: 'denied', action: 'cloudtrail:GetTrailStatus' },
  });
});

test('a trail is read with its bucket', async () => {
  const found = described(OWN, false);
  cloudTrail.on(DescribeTrailsCommand, { includeShadowTrails: false }).resolves({
    trailList: [found, { ...found, TrailARN: `${OWN}-2`, S3BucketName: 'open', KmsKeyId: 'key' }],
  });
  s3.on(GetBucketLoggingCommand, { Bucket: 'records' }).resolves({
    LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: '' },
  });
  s3.on(GetBucketLoggingCommand, { Bucket: 'open' }).resolves({});
  s3.on(ListBucketsCommand, { Prefix: 'records' }).resolves({ Buckets: [{ Name: 'records-old' }] });
  s3.on(ListBucketsCommand, { Prefix: 'open' }).resolves({ Buckets: [{ Name: 'open' }] });
  cloudTrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
  expect(await collectAll(trail)).toEqual({
    [OWN]: {
      logFileValidation: { seen: true, value: true },
      kmsKeyId: { seen: true, value: null },
      bucket: { seen: true, value: { name: 'records', accessLogBucket: 'access-logs' } },
      bucketOwner: { seen: true, value: 'other account' },
    },
    [`${OWN}-2`]: {
      logFileValidation: { seen: true, value: true },
      kmsKeyId: { seen: true, value: 'key' },
      bucket: { seen: true, value: { name: 'open', accessLogBucket: null } },
      bucketOwner: { seen: true, value: 'own account' },
    },
  });
});

test('a bucket of another account that refuses is unseen', async () => {
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [described(OWN, false)] });
  s3.on(GetBucketLoggingCommand).rejects(Object.assign(denied, { name: 'AccessDenied' }));
  expect((await collectAll(trail))[OWN]).toMatchObject({
    kmsKeyId: { seen: true },
    bucket: { seen: false, unseen: { kind: 'denied', action: 's3:GetBucketLogging' } },
  });
});

test('a bucket that is not in the account belongs to another only if the trail finds it', async () => {
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [described(OWN, false)] });
  cloudTrail.on(GetTrailStatusCommand).resolves({ IsLogging: true, LatestDeliveryError: 'NoSuchBucket' });
  s3.on(ListBucketsCommand).resolves({ Buckets: [] });
  const owner = async () => (await collectAll(trail, { facts: ['bucketOwner'] }))[OWN]?.bucketOwner;
  expect(await owner()).toEqual({ seen: true, value: 'nobody' });
  s3.on(ListBucketsCommand).rejects(Object.assign(denied, { name: 'AccessDenied' }));
  expect(await owner()).toMatchObject({ unseen: { kind: 'denied', action: 's3:ListAllMyBuckets' } });
});
