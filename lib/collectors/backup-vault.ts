import {
  BackupClient,
  type BackupVaultListMember,
  GetBackupVaultAccessPolicyCommand,
} from '@aws-sdk/client-backup';
import { deniesDeletion } from '../domain/backup-vault.ts';
import type { BackupVault } from '../domain/facts/backup.ts';
import { parsePolicy } from '../domain/policy/document.ts';
import { listBackupVaults, listRecoveryPoints, ownVaults, recoveryPointsOf } from './backup-operations.ts';
import { defineCollector, type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

const getBackupVaultAccessPolicy = operation(
  'backup:GetBackupVaultAccessPolicy',
  BackupClient,
  GetBackupVaultAccessPolicyCommand,
  ['ResourceNotFoundException'],
);

interface ListedVault {
  readonly arn: string;
  readonly name: string;
  readonly vault: BackupVaultListMember;
}

/** The kind of a lock: it can be undone until its date, if it has one. That of an air-gapped vault is born final. */
function lockOf({ Locked, LockDate, VaultType }: BackupVaultListMember, now: Date): BackupVault['guard'] {
  if (VaultType === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') return 'lock';
  if (!Locked) return null;
  return LockDate && LockDate <= now ? 'lock' : 'removable lock';
}

/** Every backup vault of the account in the Region, without those that give access to another account's. */
export const backupVault = defineCollector(
  {
    type: 'AWS::Backup::BackupVault',
    service: 'backup',
    where: 'region',
    list: {
      uses: [listBackupVaults],
      read: async (aws: Reader): Promise<readonly ListedVault[]> =>
        (await ownVaults(aws)).map((vault) => ({
          arn: required(vault.BackupVaultArn, 'BackupVaultArn'),
          name: vault.name,
          vault,
        })),
    },
  },
  {
    recoveryPoints: {
      uses: [listRecoveryPoints],
      read: async (aws, { name }) => (await recoveryPointsOf(aws, name)).length,
    },
    unencrypted: {
      uses: [listRecoveryPoints],
      read: async (aws, { name }) => {
        const open = (await recoveryPointsOf(aws, name)).filter(({ encrypted }) => !encrypted);
        return [...new Set(open.map(({ resource }) => resource))].sort();
      },
    },
    // The policy is asked for only where it matters: in most Regions there is an empty vault and nothing else.
    guard: {
      uses: [listRecoveryPoints, getBackupVaultAccessPolicy],
      read: async (aws, { name, vault }) => {
        const lock = lockOf(vault, aws.now);
        if (lock || (await recoveryPointsOf(aws, name)).length === 0) return lock;
        const reply = await aws(getBackupVaultAccessPolicy, { BackupVaultName: name });
        return reply && deniesDeletion(parsePolicy(required(reply.Policy, 'Policy'))) ? 'policy' : null;
      },
    },
  },
);
