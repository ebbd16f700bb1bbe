import { Annotations, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Scope } from '#lib/domain/scope.ts';
import type { FunctionName } from './code.ts';

/** How long evidence is kept, how it is encrypted and logged, and who may lift its lock. */
export interface EvidenceProps {
  readonly evidence: Scope['evidence'];
  readonly encryptionKey: IKey;
  readonly accessLogs: Bucket;
  readonly breakGlassRole: string | undefined;
  /** Left out, CloudFormation makes up a name. */
  readonly bucketName?: string;
}

/** The folders of the evidence bucket, and the functions that write into them. */
export const WRITERS: Readonly<Record<string, readonly FunctionName[]>> = {
  runs: ['plan-scan', 'scan-target', 'seal-scan'],
  rescans: ['rescan-on-change'],
  seals: ['seal-scan'],
  keys: ['seal-scan'],
  signatures: ['seal-scan'],
  statements: ['build-bundle'],
  bundles: ['build-bundle'],
  exceptions: ['manage-exception'],
  'access-reviews': ['record-review'],
};

/** With bucket keys, the encryption context is the bucket: the key serves its objects, through S3, and nothing else. */
export const throughBucket = (stack: Stack, bucketName: string) => ({
  StringEquals: {
    'kms:ViaService': `s3.${stack.region}.${stack.urlSuffix}`,
    'kms:EncryptionContext:aws:s3:arn': stack.formatArn({
      service: 's3',
      region: '',
      account: '',
      resource: bucketName,
    }),
  },
});

/** Evidence is read most in the period it belongs to and the year after. */
const COLDER_AFTER = Duration.days(90);

/** What every bucket of the record has, and keeps when its stack goes. */
const KEPT = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

/** The bucket of access logs. */
export const accessLogBucket = (scope: Construct): Bucket =>
  new Bucket(scope, 'AccessLogs', { ...KEPT, encryption: BucketEncryption.S3_MANAGED });

/** The write-once bucket of evidence. */
export function evidenceBucket(
  scope: Construct,
  { evidence, encryptionKey, accessLogs, breakGlassRole, bucketName }: EvidenceProps,
): Bucket {
  const { retentionDays, mode } = evidence;
  const retention = Duration.days(retentionDays);
  if (mode === 'COMPLIANCE') {
    Annotations.of(scope).addWarningV2(
      'vouch:compliance-cannot-be-undone',
      `evidence.mode is COMPLIANCE: for ${retentionDays} days nobody, neither the root user nor AWS, can delete what is written, and you pay for its storage. This cannot be undone.`,
    );
  }
  const bucket = new Bucket(scope, 'Evidence', {
    ...KEPT,
    ...(bucketName && { bucketName }),
    objectLockEnabled: true,
    objectLockDefaultRetention:
      mode === 'COMPLIANCE'
        ? ObjectLockRetention.compliance(retention)
        : ObjectLockRetention.governance(retention),
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    minimumTLSVersion: 1.2,
    serverAccessLogsBucket: accessLogs as IBucket,
    serverAccessLogsPrefix: 'evidence/',
    lifecycleRules: [
      {
        transitions: [
          { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: COLDER_AFTER },
        ],
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'LockIsLiftedByBreakGlassOnly',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:BypassGovernanceRetention'],
      resources: [bucket.arnForObjects('*')],
      ...(breakGlassRole && { conditions: { ArnNotEquals: { 'aws:PrincipalArn': breakGlassRole } } }),
    }),
  );
  return bucket;
}
