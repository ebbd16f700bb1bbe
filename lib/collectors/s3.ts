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
  paginateListBuckets,
  type Bucket as S3Bucket,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Bucket } from '../domain/facts/s3.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { awsBackup } from './backup-coverage.ts';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listBuckets = paged('s3:ListAllMyBuckets', S3Client, paginateListBuckets, (page) => page.Buckets);
const getBucketLocation = operation('s3:GetBucketLocation', S3Client, GetBucketLocationCommand);
const getBucketEncryption = operation('s3:GetEncryptionConfiguration', S3Client, GetBucketEncryptionCommand, [
  'ServerSideEncryptionConfigurationNotFoundError',
]);
const getBucketPolicy = operation('s3:GetBucketPolicy', S3Client, GetBucketPolicyCommand, [
  'NoSuchBucketPolicy',
]);
const getBucketVersioning = operation('s3:GetBucketVersioning', S3Client, GetBucketVersioningCommand);
const getObjectLock = operation(
  's3:GetBucketObjectLockConfiguration',
  S3Client,
  GetObjectLockConfigurationCommand,
  ['ObjectLockConfigurationNotFoundError'],
);
const getBucketLifecycle = operation(
  's3:GetLifecycleConfiguration',
  S3Client,
  GetBucketLifecycleConfigurationCommand,
  ['NoSuchLifecycleConfiguration'],
);
const getBucketLogging = operation('s3:GetBucketLogging', S3Client, GetBucketLoggingCommand);
const getPublicAccessBlock = operation(
  's3:GetBucketPublicAccessBlock',
  S3Client,
  GetPublicAccessBlockCommand,
  ['NoSuchPublicAccessBlockConfiguration'],
);

const getBucketAcl = operation('s3:GetBucketAcl', S3Client, GetBucketAclCommand);

/** Everyone, and everyone with an account of AWS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const EVERYONE = ['AllUsers', 'AuthenticatedUsers'].map(
  (group) => `http://acs.amazonaws.com/groups/global/${group}`,
);

/** Regions that S3 calls otherwise. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
const LEGACY_LOCATIONS: Readonly<Record<string, string>> = { '': 'us-east-1', EU: 'eu-west-1' };

interface ListedBucket {
  readonly arn: string;
  readonly name: string;
  readonly created: Date | undefined;
}
const byName = (bucket: ListedBucket) => ({ Bucket: bucket.name });

/** AWS names the Region in a listing by Region; not everything that speaks S3 does. */
async function regionOf(aws: Reader, { BucketRegion, Name }: S3Bucket): Promise<string> {
  if (BucketRegion) return BucketRegion;
  const location = (await aws(getBucketLocation, { Bucket: Name })).LocationConstraint ?? '';
  return LEGACY_LOCATIONS[location] ?? location;
}

const lifecycleRule = ({
  ID = '',
  Prefix,
  Filter,
  Expiration,
  NoncurrentVersionExpiration,
}: LifecycleRule): Bucket['lifecycle'][number] => ({
  id: ID,
  prefix: Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '',
  objectsAfter: Expiration?.Date ? 0 : (Expiration?.Days ?? null),
  versionsAfter: NoncurrentVersionExpiration?.NoncurrentDays ?? null,
});

/** Every general purpose bucket of the account in the Region. */
export const bucket = defineCollector(
  {
    type: 'AWS::S3::Bucket',
    service: 's3',
    where: 'region',
    list: {
      uses: [listBuckets, getBucketLocation],
      read: async (aws: Reader): Promise<readonly ListedBucket[]> => {
        const buckets = await Promise.all(
          (await aws(listBuckets, { BucketRegion: aws.region, MaxBuckets: 1000 })).map(async (found) => ({
            name: required(found.Name, 'Name'),
            created: found.CreationDate,
            region: await regionOf(aws, found),
          })),
        );
        return buckets
          .filter(({ region }) => region === aws.region)
          .map(({ name, created }) => ({ arn: `arn:${aws.partition}:s3:::${name}`, name, created }));
      },
    },
  },
  {
    arn: listed(({ arn }) => arn),
    ageDays: listed(({ created }, aws) => ageInDays(aws, required(created, 'CreationDate'))),
    awsBackup: awsBackup(() => null),
    encryption: from(getBucketEncryption, byName, (reply) => {
      const rules = reply && required(reply.ServerSideEncryptionConfiguration?.Rules, 'Rules');
      const byDefault = rules?.find((rule) => rule.ApplyServerSideEncryptionByDefault);
      const { SSEAlgorithm, KMSMasterKeyID } = byDefault?.ApplyServerSideEncryptionByDefault ?? {};
      return SSEAlgorithm ? { algorithm: SSEAlgorithm, kmsKeyId: KMSMasterKeyID ?? null } : null;
    }),
    policy: from(getBucketPolicy, byName, (reply) => reply && parsePolicy(required(reply.Policy, 'Policy'))),
    versioning: from(getBucketVersioning, byName, ({ Status, MFADelete }) => ({
      status: Status ?? null,
      mfaDelete: MFADelete === 'Enabled',
    })),
    defaultLock: {
      uses: [getBucketVersioning, getObjectLock],
      read: async (aws, bucket) => {
        // Locks need versions, so that most buckets need not be asked.
        if ((await aws(getBucketVersioning, byName(bucket))).Status !== 'Enabled') return null;
        const retention = (await aws(getObjectLock, byName(bucket)))?.ObjectLockConfiguration?.Rule
          ?.DefaultRetention;
        if (!retention) return null;
        const { Mode, Days, Years } = retention;
        return {
          mode: required(Mode, 'Mode'),
          days: Years ? 365 * Years : required(Days, 'Days'),
        };
      },
    },
    lifecycle: from(getBucketLifecycle, byName, (reply) =>
      (reply?.Rules ?? [])
        .filter(({ Status }) => required(Status, 'Status') === 'Enabled')
        .map(lifecycleRule),
    ),
    accessLogging: from(getBucketLogging, byName, ({ LoggingEnabled: logging }) =>
      logging
        ? { bucket: required(logging.TargetBucket, 'TargetBucket'), prefix: logging.TargetPrefix ?? '' }
        : null,
    ),
    publicAccessBlock: from(getPublicAccessBlock, byName, (reply) => {
      if (reply === null) return null;
      const block = required(reply.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration');
      return {
        blockPublicAcls: required(block.BlockPublicAcls, 'BlockPublicAcls'),
        ignorePublicAcls: required(block.IgnorePublicAcls, 'IgnorePublicAcls'),
        blockPublicPolicy: required(block.BlockPublicPolicy, 'BlockPublicPolicy'),
        restrictPublicBuckets: required(block.RestrictPublicBuckets, 'RestrictPublicBuckets'),
      };
    }),
    publicGrants: {
      uses: [getPublicAccessBlock, getBucketAcl],
      read: async (aws, bucket) => {
        const block = await aws(getPublicAccessBlock, byName(bucket));
        // Nearly all buckets need not be asked.
        if (block?.PublicAccessBlockConfiguration?.IgnorePublicAcls) return [];
        const grants = required((await aws(getBucketAcl, byName(bucket))).Grants, 'Grants');
        return grants
          .filter(({ Grantee }) => EVERYONE.includes(Grantee?.URI ?? ''))
          .map(({ Permission }) => required(Permission, 'Permission'))
          .sort();
      },
    },
  },
);
