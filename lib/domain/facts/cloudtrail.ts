export interface CloudTrailFacts {
  'AWS::::Account': { readonly trails: readonly AccountTrail[] };
  'AWS::Organizations::Organization': { readonly organizationTrails: readonly AccountTrail[] };
  'AWS::CloudTrail::Trail': Trail;
}

/** A trail that records in the account: its own, or one of its Organization. */
export interface AccountTrail {
  readonly arn: string;
  readonly multiRegion: boolean;
  readonly logging: boolean;
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly deliveryErrors: readonly string[];
  /** It looks for unusual activity. */
  readonly insights: boolean;
  /** Null for a trail of another account with selectors of its own: AWS shows those to their owner only. */
  readonly managementEvents: ManagementEvents | null;
  /** Null where `managementEvents` is. */
  readonly dataEvents: readonly DataEvents[] | null;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html */
export interface ManagementEvents {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Services whose events are left out, e.g. `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
}

/**
 * Events of all resources of a type.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export interface DataEvents {
  /** e.g. `AWS::S3::Object`. */
  readonly type: string;
  readonly reads: boolean;
  readonly writes: boolean;
  /** ARNs, or patterns of them, whose events are left out. */
  readonly except: readonly string[];
}

/**
 * A trail in its home Region and its own account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html
 */
export interface Trail {
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly logging: boolean;
  /** What of its latest deliveries failed, e.g. `log files: AccessDenied`. */
  readonly deliveryErrors: readonly string[];
  /** Days since log files came to the bucket; null: none ever did. */
  readonly daysSinceDelivery: number | null;
  /** The log group of CloudWatch that receives the events too, with the days since the last came there (null: none). */
  readonly logGroup: { readonly arn: string; readonly daysSinceDelivery: number | null } | null;
  /** The bucket that receives the records, and where S3 logs access to it, if it does. */
  readonly bucket: { readonly name: string; readonly accessLogBucket: string | null };
  /** Whose that bucket is: of the account of the trail, of another, or it does not exist. */
  readonly bucketOwner: 'own account' | 'other account' | 'nobody';
}
