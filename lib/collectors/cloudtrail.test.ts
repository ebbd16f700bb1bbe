import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetBucketLoggingCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, organization, trail } from './cloudtrail.ts';

const cloudTrail = mockClient(CloudTrailClient);
const s3 = mockClient(S3Client);
const organizations = mockClient(OrganizationsClient);
afterEach(() => {
  cloudTrail.reset();
  s3.reset();
  organizations.reset();
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

test('the account has its own trails and those of its Organization, in the order of their ARNs', async () => {
  cloudTrail
    .on(DescribeTrailsCommand, { includeShadowTrails: true })
    .resolves({ trailList: [described(SHARED, false), described(OWN, false)] });
  cloudTrail.on(GetTrailStatusCommand, { Name: OWN }).resolves({ IsLogging: false });
  cloudTrail.on(GetTrailStatusCommand, { Name: SHARED }).resolves({ IsLogging: true });
  const everything = {
    multiRegion: true,
    logFileValidation: true,
    kmsKeyId: null,
    deliveryErrors: [],
    insights: false,
    managementEvents: { reads: true, writes: true, excludedSources: [] },
    dataEvents: [],
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
  expect(await trailsOfAccount()).toMatchObject({
    seen: true,
    value: [{ managementEvents: null, dataEvents: null }],
  });
  expect(cloudTrail.commandCalls(GetEventSelectorsCommand)).toEqual([]);
});

test('a trail of the account is read with what it selects, its key, Insights and errors', async () => {
  cloudTrail
    .on(DescribeTrailsCommand)
    .resolves({ trailList: [{ ...described(OWN, true), KmsKeyId: 'key', HasInsightSelectors: true }] });
  cloudTrail.on(GetTrailStatusCommand).resolves({
    IsLogging: true,
    LatestDigestDeliveryError: 'NoSuchBucket',
    LatestDeliveryError: 'AccessDenied',
    LatestNotificationError: '',
  });
  cloudTrail.on(GetEventSelectorsCommand, { TrailName: OWN }).resolves({
    EventSelectors: [
      { ReadWriteType: 'ReadOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] },
    ],
  });
  expect(await trailsOfAccount()).toMatchObject({
    seen: true,
    value: [
      {
        kmsKeyId: 'key',
        insights: true,
        deliveryErrors: ['log files: AccessDenied', 'digests: NoSuchBucket'],
        managementEvents: { reads: true, writes: false, excludedSources: [] },
        dataEvents: [{ type: 'AWS::S3::Object', reads: true, writes: false, except: [] }],
      },
    ],
  });
});

describe('the Organization', () => {
  const trails = async () =>
    Object.values(await collectAll(organization, { region: 'aws-global', account: '999999999999' }))[0]
      ?.organizationTrails;
  beforeEach(() => {
    organizations
      .on(DescribeOrganizationCommand)
      .resolves({ Organization: { Arn: 'arn:aws:organizations::999999999999:organization/o-example' } });
    cloudTrail.on(GetTrailStatusCommand, { Name: SHARED }).resolves({ IsLogging: true });
  });

  test('has the trails that were made for it', async () => {
    cloudTrail.on(DescribeTrailsCommand, { includeShadowTrails: true }).resolves({
      trailList: [
        { ...described(OWN, false), IsOrganizationTrail: false },
        { ...described(SHARED, false), IsOrganizationTrail: true },
      ],
    });
    expect(await trails()).toMatchObject({ seen: true, value: [{ arn: SHARED, logging: true }] });
    expect(cloudTrail.commandCalls(GetTrailStatusCommand)).toHaveLength(1);
  });

  test('is not said to have no trail where a trail does not say whose it is', async () => {
    cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [described(OWN, false)] });
    expect(await trails()).toMatchObject({ unseen: { kind: 'failed' } });
  });
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
    trailList: [
      found,
      {
        ...found,
        TrailARN: `${OWN}-2`,
        S3BucketName: 'open',
        KmsKeyId: 'key',
        CloudWatchLogsLogGroupArn: 'group',
      },
    ],
  });
  s3.on(GetBucketLoggingCommand, { Bucket: 'records' }).resolves({
    LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: '' },
  });
  s3.on(GetBucketLoggingCommand, { Bucket: 'open' }).resolves({});
  s3.on(ListBucketsCommand, { Prefix: 'records' }).resolves({ Buckets: [{ Name: 'records-old' }] });
  s3.on(ListBucketsCommand, { Prefix: 'open' }).resolves({ Buckets: [{ Name: 'open' }] });
  cloudTrail.on(GetTrailStatusCommand, { Name: OWN }).resolves({ IsLogging: false });
  cloudTrail.on(GetTrailStatusCommand, { Name: `${OWN}-2` }).resolves({
    IsLogging: true,
    LatestDeliveryTime: new Date('2026-11-01T05:50:00Z'),
    LatestCloudWatchLogsDeliveryTime: new Date('2026-10-30T05:50:00Z'),
    LatestCloudWatchLogsDeliveryError: 'Access denied.',
  });
  expect(await collectAll(trail)).toEqual({
    [OWN]: {
      logFileValidation: { seen: true, value: true },
      kmsKeyId: { seen: true, value: null },
      logging: { seen: true, value: false },
      deliveryErrors: { seen: true, value: [] },
      daysSinceDelivery: { seen: true, value: null },
      logGroup: { seen: true, value: null },
      bucket: { seen: true, value: { name: 'records', accessLogBucket: 'access-logs' } },
      bucketOwner: { seen: true, value: 'other account' },
    },
    [`${OWN}-2`]: {
      logFileValidation: { seen: true, value: true },
      kmsKeyId: { seen: true, value: 'key' },
      logging: { seen: true, value: true },
      deliveryErrors: { seen: true, value: ['CloudWatch Logs: Access denied.'] },
      daysSinceDelivery: { seen: true, value: 0 },
      logGroup: { seen: true, value: { arn: 'group', daysSinceDelivery: 2 } },
      bucket: { seen: true, value: { name: 'open', accessLogBucket: null } },
      bucketOwner: { seen: true, value: 'own account' },
    },
  });
  expect(cloudTrail.commandCalls(GetTrailStatusCommand)).toHaveLength(2);
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

test('a log group into which nothing came yet is told so', async () => {
  const found = { ...described(OWN, false), CloudWatchLogsLogGroupArn: 'group' };
  cloudTrail.on(DescribeTrailsCommand).resolves({ trailList: [found] });
  cloudTrail.on(GetTrailStatusCommand).resolves({});
  expect((await collectAll(trail, { facts: ['logging', 'logGroup'] }))[OWN]).toMatchObject({
    logGroup: { seen: true, value: { arn: 'group', daysSinceDelivery: null } },
    logging: { unseen: { kind: 'failed', action: 'cloudtrail:GetTrailStatus' } },
  });
});
