export interface BackupFacts {
  'AWS::::Account': BackupAccount;
  'AWS::Backup::BackupPlan': BackupPlan;
  'AWS::Backup::BackupVault': BackupVault;
}

/** AWS Backup in one Region of the account, and what the Organization says about it. */
export interface BackupAccount {
  readonly backupPlans: readonly AccountBackupPlan[];
  /** The resources of the backup jobs that ended within the last week, each once, by how its newest one ended. */
  readonly backupJobs: {
    readonly succeeded: number;
    readonly failed: readonly { readonly resource: string; readonly state: string }[];
  };
  /** What was restored within the last year, as far as AWS still lists it, and by what. Null: there is no recovery point to restore. */
  readonly restores: readonly Restores[] | null;
  /** Names of the plans that the backup policies of the Organization bring into the account. */
  readonly organizationPlans: readonly string[];
}

/** The restores that one testing plan makes, or that are made without one. */
export interface Restores {
  /** Null: restores that somebody asked for. */
  readonly testingPlan: string | null;
  /** Days since the last one that succeeded, its validation included; null: none did. */
  readonly succeededDays: number | null;
  readonly failedDays: number | null;
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
  /** How many resource selections it has. */
  readonly selections: number;
  /** The vaults, by ARN, that its rules copy backups to, with what these lie outside of. */
  readonly copies: readonly {
    readonly vault: string;
    readonly otherRegion: boolean;
    readonly otherAccount: boolean;
  }[];
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html */
export interface BackupVault {
  readonly recoveryPoints: number;
  /** The resources of its recovery points that are not encrypted, each once, sorted. */
  readonly unencrypted: readonly string[];
  /**
   * What keeps recovery points from being deleted before their time: a lock that nobody can undo any more, one that
   * can be undone, or a policy of the vault. Null: nothing, or there is none to be deleted.
   */
  readonly guard: 'lock' | 'removable lock' | 'policy' | null;
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
