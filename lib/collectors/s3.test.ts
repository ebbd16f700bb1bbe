import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { mockNoBackups, NO_BACKUP } from '../../test/support/no-backups.ts';
import { bucket } from './s3.ts';

mockNoBackups();
const s3 = mockClient(S3Client);
const error = (name: string) => Object.assign(new Error('no'), { name });
const ARN = 'arn:aws:s3:::data';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  s3.reset();
  s3.on(ListBucketsCommand).resolves({
    Buckets: [{ Name: 'data', BucketRegion: 'eu-west-1', CreationDate: new Date('2026-10-22T06:00:00Z') }],
  });
});

test('a bucket with everything set', async () => {
  s3.on(GetBucketEncryptionCommand, { Bucket: 'data' }).resolves({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key' } }],
    },
  });
  s3.on(GetBucketPolicyCommand).resolves({ Policy: '{"Statement":[]}' });
  s3.on(GetBucketVersioningCommand).resolves({ Status: 'Enabled', MFADelete: 'Enabled' });
  s3.on(GetObjectLockConfigurationCommand, { Bucket: 'data' }).resolves({
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 2 } },
    },
  });
  s3.on(GetBucketLifecycleConfigurationCommand, { Bucket: 'data' }).resolves({
    Rules: [
      { ID: 'off', Status: 'Disabled', Filter: {}, Expiration: { Days: 1 } },
      { ID: 'objects', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } },
      {
        ID: 'versions',
        Status: 'Enabled',
        Filter: { And: { Prefix: 'logs/', Tags: [] } },
        Expiration: { ExpiredObjectDeleteMarker: true },
        NoncurrentVersionExpiration: { NoncurrentDays: 90 },
      },
      { Status: 'Enabled', Prefix: 'old/', Expiration: { Date: new Date('2027-01-01T00:00:00Z') } },
      { ID: 'moves', Status: 'Enabled', Filter: {}, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] },
    ],
  });
  s3.on(GetBucketLoggingCommand).resolves({
    LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'data/' },
  });
  const group = 'http://acs.amazonaws.com/groups';
  s3.on(GetBucketAclCommand, { Bucket: 'data' }).resolves({
    Grants: [
      { Grantee: { Type: 'CanonicalUser', ID: 'owner' }, Permission: 'FULL_CONTROL' },
      { Grantee: { Type: 'Group', URI: `${group}/global/AuthenticatedUsers` }, Permission: 'WRITE' },
      { Grantee: { Type: 'Group', URI: `${group}/global/AllUsers` }, Permission: 'READ' },
      { Grantee: { Type: 'Group', URI: `${group}/s3/LogDelivery` }, Permission: 'WRITE' },
    ],
  });
  s3.on(GetPublicAccessBlockCommand).resolves({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    },
  });
  expect(await collectAll(bucket)).toEqual({
    [ARN]: {
      arn: seen(ARN),
      ageDays: seen(10),
      awsBackup: seen(NO_BACKUP),
      encryption: seen({ algorithm: 'aws:kms', kmsKeyId: 'key' }),
      policy: seen({ statements: [] }),
      versioning: seen({ status: 'Enabled', mfaDelete: true }),
      defaultLock: seen({ mode: 'COMPLIANCE', days: 730 }),
      lifecycle: seen([
        { id: 'objects', prefix: 'tmp/', objectsAfter: 30, versionsAfter: null },
        { id: 'versions', prefix: 'logs/', objectsAfter: null, versionsAfter: 90 },
        { id: '', prefix: 'old/', objectsAfter: 0, versionsAfter: null },
        { id: 'moves', prefix: '', objectsAfter: null, versionsAfter: null },
      ]),
      accessLogging: seen({ bucket: 'logs', prefix: 'data/' }),
      publicAccessBlock: seen({
        blockPublicAcls: true,
        ignorePublicAcls: false,
        blockPublicPolicy: true,
        restrictPublicBuckets: false,
      }),
      publicGrants: seen(['READ', 'WRITE']),
    },
  });
});

test('a bucket with nothing set is seen to have nothing', async () => {
  s3.on(GetBucketEncryptionCommand).rejects(error('ServerSideEncryptionConfigurationNotFoundError'));
  s3.on(GetBucketPolicyCommand).rejects(error('NoSuchBucketPolicy'));
  s3.on(GetBucketVersioningCommand).resolves({});
  s3.on(GetBucketAclCommand).resolves({ Grants: [] });
  s3.on(GetBucketLifecycleConfigurationCommand).rejects(error('NoSuchLifecycleConfiguration'));
  s3.on(GetBucketLoggingCommand).resolves({});
  s3.on(GetPublicAccessBlockCommand).rejects(error('NoSuchPublicAccessBlockConfiguration'));
  expect(await collectAll(bucket)).toEqual({
    [ARN]: {
      arn: seen(ARN),
      ageDays: seen(10),
      awsBackup: seen(NO_BACKUP),
      encryption: seen(null),
      policy: seen(null),
      versioning: seen({ status: null, mfaDelete: false }),
      defaultLock: seen(null),
      lifecycle: seen([]),
      accessLogging: seen(null),
      publicAccessBlock: seen(null),
      publicGrants: seen([]),
    },
  });
});

describe('the lock of new versions', () => {
  const lock = async () => (await collectAll(bucket, { facts: ['defaultLock'] }))[ARN]?.defaultLock;
  const retention = (settings: object) =>
    s3.on(GetObjectLockConfigurationCommand).resolves({
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', ...settings } },
      },
    });
  beforeEach(() => {
    s3.on(GetBucketVersioningCommand).resolves({ Status: 'Enabled' });
  });

  test('is in days', async () => {
    retention({ Days: 30 });
    expect(await lock()).toEqual(seen({ mode: 'GOVERNANCE', days: 30 }));
  });

  test('is none where S3 says so, and where each writer decides', async () => {
    s3.on(GetObjectLockConfigurationCommand).rejects(error('ObjectLockConfigurationNotFoundError'));
    expect(await lock()).toEqual(seen(null));
    s3.on(GetObjectLockConfigurationCommand).resolves({
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' },
    });
    expect(await lock()).toEqual(seen(null));
  });

  test('is not asked for where there are no versions to lock', async () => {
    s3.on(GetBucketVersioningCommand).resolves({ Status: 'Suspended' });
    expect(await lock()).toEqual(seen(null));
    expect(s3.commandCalls(GetObjectLockConfigurationCommand)).toHaveLength(0);
  });

  test('is unseen when refused, or without a time', async () => {
    s3.on(GetObjectLockConfigurationCommand).rejects(error('AccessDenied'));
    expect(await lock()).toMatchObject({ unseen: { kind: 'denied' } });
    retention({});
    expect(await lock()).toMatchObject({ unseen: { kind: 'failed' } });
  });
});

test('an access control list that the block ignores is not asked for; one that is refused is unseen', async () => {
  const grants = async () => (await collectAll(bucket, { facts: ['publicGrants'] }))[ARN]?.publicGrants;
  s3.on(GetBucketAclCommand).rejects(error('AccessDenied'));
  s3.on(GetPublicAccessBlockCommand).resolves({
    PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
  });
  expect(await grants()).toEqual(seen([]));
  expect(s3.commandCalls(GetBucketAclCommand)).toEqual([]);
  s3.on(GetPublicAccessBlockCommand).rejects(error('NoSuchPublicAccessBlockConfiguration'));
  expect(await grants()).toMatchObject({ unseen: { kind: 'denied' } });
});

test('what is denied, or not as documented, is unseen', async () => {
  s3.on(GetBucketPolicyCommand).rejects(error('AccessDenied'));
  s3.on(GetBucketEncryptionCommand).rejects(error('NoSuchBucket'));
  s3.on(GetPublicAccessBlockCommand).resolves({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  s3.on(GetBucketLifecycleConfigurationCommand).resolves({ Rules: [{} as LifecycleRule] });
  const facts = ['policy', 'encryption', 'publicAccessBlock', 'lifecycle'];
  expect((await collectAll(bucket, { facts }))[ARN]).toMatchObject({
    policy: { seen: false, unseen: { kind: 'denied', action: 's3:GetBucketPolicy' } },
    encryption: { seen: false, unseen: { kind: 'gone', action: 's3:GetEncryptionConfiguration' } },
    publicAccessBlock: { seen: false, unseen: { kind: 'failed', action: 's3:GetBucketPublicAccessBlock' } },
    lifecycle: { seen: false, unseen: { kind: 'failed', action: 's3:GetLifecycleConfiguration' } },
  });
});

test('the buckets of the Region, from every page', async () => {
  const input = { BucketRegion: 'eu-west-1', MaxBuckets: 1000 };
  s3.on(ListBucketsCommand, input).resolves({
    Buckets: [
      { Name: 'a', BucketRegion: 'eu-west-1' },
      { Name: 'elsewhere', BucketRegion: 'eu-west-2' },
    ],
    ContinuationToken: 'more',
  });
  s3.on(ListBucketsCommand, { ...input, ContinuationToken: 'more' }).resolves({
    Buckets: [{ Name: 'b', BucketRegion: 'eu-west-1' }],
  });
  expect(Object.keys(await collectAll(bucket, { facts: [] }))).toEqual(['arn:aws:s3:::a', 'arn:aws:s3:::b']);
});

test.each([
  ['us-east-1', 'arn:aws:s3:::first'],
  ['eu-west-1', 'arn:aws:s3:::ireland'],
  ['eu-west-2', 'arn:aws:s3:::london'],
])('a listing without Regions: in %s the buckets that say so themselves', async (region, arn) => {
  s3.on(ListBucketsCommand).resolves({
    Buckets: [{ Name: 'first' }, { Name: 'ireland' }, { Name: 'london' }],
  });
  s3.on(GetBucketLocationCommand, { Bucket: 'first' }).resolves({});
  s3.on(GetBucketLocationCommand, { Bucket: 'ireland' }).resolves({ LocationConstraint: 'EU' });
  s3.on(GetBucketLocationCommand, { Bucket: 'london' }).resolves({ LocationConstraint: 'eu-west-2' });
  expect(Object.keys(await collectAll(bucket, { region, facts: [] }))).toEqual([arn]);
});

test('a refused listing is not an empty one', async () => {
  s3.on(ListBucketsCommand).rejects(error('AccessDenied'));
  await expect(collectAll(bucket)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 's3:ListAllMyBuckets' },
  });
});
