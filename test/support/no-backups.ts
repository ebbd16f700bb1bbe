import { BackupClient, ListBackupPlansCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { mockClient } from 'aws-sdk-client-mock';
import type { AwsBackup } from '#lib/domain/facts/backup.ts';

/** Plays an AWS Backup with nothing in it, for tests of collectors that also ask what it has of their resources. */
export const mockNoBackups = (): void => {
  mockClient(BackupClient)
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [] })
    .on(ListBackupPlansCommand)
    .resolves({ BackupPlansList: [] });
};

/** What an empty AWS Backup has of a resource. */
export const NO_BACKUP: AwsBackup = { newest: null, plans: [] };
