import type { PolicyDocument } from '../policy/document.ts';
import type { AwsBackup } from './backup.ts';

export interface S3Facts {
  'AWS::S3::Bucket': Bucket;
}

/** A general purpose bucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export interface Bucket {
  /** The statements of the policy name the bucket by it. */
  readonly arn: string;
  readonly ageDays: number;
  readonly awsBackup: AwsBackup;
  readonly encryption: { readonly algorithm: string; readonly kmsKeyId: string | null } | null;
  readonly policy: PolicyDocument | null;
  /** The status is null for a bucket that never had versioning, otherwise `Enabled` or `Suspended`. */
  readonly versioning: { readonly status: string | null; readonly mfaDelete: boolean };
  /**
   * How long no one may delete a new version: in the mode GOVERNANCE no one without a permission of its own.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly defaultLock: { readonly mode: string; readonly days: number } | null;
  /** The lifecycle rules in effect. */
  readonly lifecycle: readonly LifecycleRule[];
  readonly accessLogging: { readonly bucket: string; readonly prefix: string } | null;
  /** The block of the bucket itself: that of the account is not part of it. */
  readonly publicAccessBlock: PublicAccessBlock | null;
  /** What the access control list lets everyone do, e.g. `READ`; nothing where the block of the bucket ignores it. */
  readonly publicGrants: readonly string[];
}

/**
 * What a lifecycle rule deletes, and when; null: it never does.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
 */
export interface LifecycleRule {
  readonly id: string;
  /** Empty for all objects; tags and sizes may limit the rule further. */
  readonly prefix: string;
  /** Age in days of objects; 0 where a date is set, since at that date even the youngest goes. */
  readonly objectsAfter: number | null;
  /** Days since versions were replaced or deleted. */
  readonly versionsAfter: number | null;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}
