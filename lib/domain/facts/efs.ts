import type { AwsBackup } from './backup.ts';

export interface EfsFacts {
  'AWS::EFS::FileSystem': EfsFileSystem;
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html */
export interface EfsFileSystem {
  readonly encrypted: boolean;
  /** EFS has AWS Backup take a backup every day. */
  readonly automaticBackups: boolean;
  /** The file system only receives what EFS copies from another one. */
  readonly replica: boolean;
  /** The zone of a One Zone file system; null: its data are in several. */
  readonly onlyZone: string | null;
  /** Ways into the file system, of which a zone has one at most. */
  readonly mountTargets: number;
  readonly ageDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly awsBackup: AwsBackup;
}
