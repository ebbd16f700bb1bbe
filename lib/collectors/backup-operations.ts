import {
  BackupClient,
  GetBackupSelectionCommand,
  paginateListBackupPlans,
  paginateListBackupSelections,
  paginateListBackupVaults,
  paginateListRecoveryPointsByBackupVault,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

export const listBackupPlans = paged(
  'backup:ListBackupPlans',
  BackupClient,
  paginateListBackupPlans,
  (page) => page.BackupPlansList,
);
export const listBackupSelections = paged(
  'backup:ListBackupSelections',
  BackupClient,
  paginateListBackupSelections,
  (page) => page.BackupSelectionsList,
);
export const getBackupSelection = operation(
  'backup:GetBackupSelection',
  BackupClient,
  GetBackupSelectionCommand,
);
export const listBackupVaults = paged(
  'backup:ListBackupVaults',
  BackupClient,
  paginateListBackupVaults,
  (page) => page.BackupVaultList,
);

/** A recovery point, as far as anyone asks: a Region may have a hundred thousand, which are remembered. */
export interface RecoveryPoint {
  readonly resource: string;
  readonly created: Date;
  readonly encrypted: boolean;
  /** It can be restored. Of a composite, all parts can. */
  readonly usable: boolean;
  readonly continuous: boolean;
}

/**
 * A continuous recovery point that AWS Backup had to stop ends at an unknown time: it counts as none.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RecoveryPointByBackupVault.html
 */
const USABLE: readonly string[] = ['COMPLETED', 'AVAILABLE'];

const recoveryPoint = (point: RecoveryPointByBackupVault): RecoveryPoint => ({
  resource: required(point.ResourceArn, 'ResourceArn'),
  created: required(point.CreationDate, 'CreationDate'),
  encrypted: required(point.IsEncrypted, 'IsEncrypted'),
  usable: USABLE.includes(required(point.Status, 'Status')),
  continuous: required(point.RecoveryPointArn, 'RecoveryPointArn').includes(':recovery-point:continuous'),
});

export const listRecoveryPoints = paged(
  'backup:ListRecoveryPointsByBackupVault',
  BackupClient,
  paginateListRecoveryPointsByBackupVault,
  (page) => page.RecoveryPoints?.map(recoveryPoint),
);

/** The vaults of the account in the Region, without those that only give access to another account's. */
export const ownVaults = async (aws: Reader) =>
  (await aws(listBackupVaults, {}))
    .filter(({ VaultType }) => VaultType !== 'RESTORE_ACCESS_BACKUP_VAULT')
    .map((vault) => ({ ...vault, name: required(vault.BackupVaultName, 'BackupVaultName') }));

/** All recovery points of a vault. */
export const recoveryPointsOf = (aws: Reader, vault: string): Promise<readonly RecoveryPoint[]> =>
  aws(listRecoveryPoints, { BackupVaultName: vault, MaxResults: 1000 });
