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
