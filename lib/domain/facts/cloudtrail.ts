export interface CloudTrailFacts {
  'AWS::::Account': { readonly trails: readonly AccountTrail[] };
  'AWS::CloudTrail::Trail': Trail;
}

/** A trail that records in the account: its own, or one of its Organization. */
export interface AccountTrail {
  readonly arn: string;
  readonly multiRegion: boolean;
  readonly logging: boolean;
  /** Null for a trail of another account with selectors of its own: AWS shows those to their owner only. */
  readonly managementEvents: ManagementEvents | null;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html */
export interface ManagementEvents {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Services whose events are left out, e.g. `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
}

/**
 * A trail in its home Region and its own account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html
 */
export interface Trail {
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  /** The bucket that receives the records, and where S3 logs access to it, if it does. */
  readonly bucket: { readonly name: string; readonly accessLogBucket: string | null };
  /** Whose that bucket is: of the account of the trail, of another, or it does not exist. */
  readonly bucketOwner: 'own account' | 'other account' | 'nobody';
}
