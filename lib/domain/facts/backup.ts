export interface BackupFacts {
  'AWS::::Account': { readonly backupPlans: readonly AccountBackupPlan[] };
  'AWS::Backup::BackupPlan': BackupPlan;
}

/** A backup plan of the Region with the number of its resource selections: without any it backs up nothing. */
export interface AccountBackupPlan {
  readonly arn: string;
  readonly name: string;
  readonly selections: number;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlan.html */
export interface BackupPlan {
  /** How long each rule of the plan, and each copy that a rule makes, keeps backups. Null days mean for ever. */
  readonly retentions: readonly { readonly of: string; readonly days: number | null }[];
}

/** What AWS Backup has of one resource. */
export interface AwsBackup {
  /**
   * The newest recovery point of the resource that can be restored; a continuous one follows every change. Null: there
   * is none in any vault of the account in the Region.
   */
  readonly newest: {
    readonly ageDays: number;
    readonly continuous: boolean;
    readonly vault: string;
  } | null;
  /** The plans that take the resource in, by name; where its tags decide and are not known, that is not certain. */
  readonly plans: readonly { readonly name: string; readonly certain: boolean }[];
}
