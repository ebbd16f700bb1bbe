import type { AwsBackup } from './backup.ts';

export interface FsxFacts {
  'AWS::FSx::FileSystem': FsxFileSystem;
}

/** https://docs.aws.amazon.com/fsx/latest/APIReference/API_FileSystem.html */
export interface FsxFileSystem {
  /** `WINDOWS`, `LUSTRE`, `ONTAP` or `OPENZFS`. */
  readonly kind: string;
  /** Days that daily backups are kept; 0 means that there are none; null: FSx makes no backups of such a file system. */
  readonly backupRetentionDays: number | null;
  /** For example `MULTI_AZ_1` or `PERSISTENT_2`. */
  readonly deployment: string;
  readonly ageDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly awsBackup: AwsBackup;
}
