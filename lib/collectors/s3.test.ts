import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { bucket } from './s3.ts';

const s3 = mockClient(S3Client);
const error = (name: string) => Object.assign(new Error('no'), { name });
const ARN = 'arn:aws:s3:::data';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  s3.reset();
  s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'data', BucketRegion: 'eu-west-1' }] });
});

test('a bucket with everything set', async () => {
  s3.on(GetBucketEncryptionCommand, { Bucket: 'data' }).resolves({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key' } }],
    },
  });
  s3.on(GetBucketPolicyCommand).resolves({ Policy: '{"Statement":[]}' });
  s3.on(GetBucketVersioningCommand).resolves({ Status: 'Enabled', MFADelete: 'Enabled' });
  s3.on(GetBucketLoggingCommand).resolves({
    LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'data/' },
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
      encryption: seen({ algorithm: 'aws:kms', kmsKeyId: 'key' }),
      policy: seen({ statements: [] }),
      versioning: seen({ status: 'Enabled', mfaDelete: true }),
      accessLogging: seen({ bucket: 'logs', prefix: 'data/' }),
      publicAccessBlock: seen({
        blockPublicAcls: true,
        ignorePublicAcls: false,
        blockPublicPolicy: true,
        restrictPublicBuckets: false,
      }),
    },
  });
});

test('a bucket with nothing set is seen to have nothing', async () => {
  s3.on(GetBucketEncryptionCommand).rejects(error('ServerSideEncryptionConfigurationNotFoundError'));
  s3.on(GetBucketPolicyCommand).rejects(error('NoSuchBucketPolicy'));
  s3.on(GetBucketVersioningCommand).resolves({});
  s3.on(GetBucketLoggingCommand).resolves({});
  s3.on(GetPublicAccessBlockCommand).rejects(error('NoSuchPublicAccessBlockConfiguration'));
  expect(await collectAll(bucket)).toEqual({
    [ARN]: {
      arn: seen(ARN),
      encryption: seen(null),
      policy: seen(null),
      versioning: seen({ status: null, mfaDelete: false }),
      accessLogging: seen(null),
      publicAccessBlock: seen(null),
    },
  });
});

test('what is denied, or not as documented, is unseen', async () => {
  s3.on(GetBucketPolicyCommand).rejects(error('AccessDenied'));
  s3.on(GetBucketEncryptionCommand).rejects(error('NoSuchBucket'));
  s3.on(GetPublicAccessBlockCommand).resolves({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  const facts = ['policy', 'encryption', 'publicAccessBlock'];
  expect((await collectAll(bucket, { facts }))[ARN]).toMatchObject({
    policy: { seen: false, unseen: { kind: 'denied', action: 's3:GetBucketPolicy' } },
    encryption: { seen: false, unseen: { kind: 'gone', action: 's3:GetEncryptionConfiguration' } },
    publicAccessBlock: { seen: false, unseen: { kind: 'failed', action: 's3:GetBucketPublicAccessBlock' } },
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
