import {
  BackupClient,
  type BackupVaultListMember,
  GetBackupVaultAccessPolicyCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
} from '@aws-sdk/client-backup';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { backupVault } from './backup-vault.ts';

const backup = mockClient(BackupClient);
const ARN = 'arn:aws:backup:eu-west-1:111122223333:backup-vault:';
const seen = (value: unknown) => ({ seen: true, value });
const named = (name: string) => Object.assign(new Error('no'), { name });
const vault = (name: string, differs: BackupVaultListMember = {}): BackupVaultListMember => ({
  BackupVaultName: name,
  BackupVaultArn: ARN + name,
  VaultType: 'BACKUP_VAULT',
  Locked: false,
  ...differs,
});
const point = (ResourceArn: string, IsEncrypted: boolean | undefined = true) => ({
  ResourceArn,
  RecoveryPointArn: 'arn:aws:backup:eu-west-1:111122223333:recovery-point:1',
  CreationDate: new Date(0),
  Status: 'COMPLETED' as const,
  ...(IsEncrypted !== undefined && { IsEncrypted }),
});
const DENY = JSON.stringify({
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'backup:*', Resource: '*' }],
});

const guard = async (differs: BackupVaultListMember) => {
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [vault('main', differs)] });
  return (await collectAll(backupVault, { facts: ['guard'] }))[`${ARN}main`]?.guard;
};

beforeEach(() => {
  backup.reset();
  backup
    .on(ListRecoveryPointsByBackupVaultCommand)
    .resolves({ RecoveryPoints: [point('b', false), point('a')], NextToken: 'more' })
    .on(ListRecoveryPointsByBackupVaultCommand, { NextToken: 'more' })
    .resolves({ RecoveryPoints: [point('b', false), point('c', false)] })
    .on(GetBackupVaultAccessPolicyCommand)
    .rejects(named('ResourceNotFoundException'));
});

test("vaults of every page, but not those that open another account's", async () => {
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [vault('main')], NextToken: 'more' })
    .on(ListBackupVaultsCommand, { NextToken: 'more' })
    .resolves({
      BackupVaultList: [vault('empty'), vault('theirs', { VaultType: 'RESTORE_ACCESS_BACKUP_VAULT' })],
    })
    .on(ListRecoveryPointsByBackupVaultCommand, { BackupVaultName: 'empty' })
    .resolves({ RecoveryPoints: [] });
  expect(await collectAll(backupVault)).toEqual({
    [`${ARN}main`]: { recoveryPoints: seen(4), unencrypted: seen(['b', 'c']), guard: seen(null) },
    [`${ARN}empty`]: { recoveryPoints: seen(0), unencrypted: seen([]), guard: seen(null) },
  });
  expect(backup.commandCalls(GetBackupVaultAccessPolicyCommand)).toHaveLength(1);
});

test('a lock is final from its date on, and that of an air-gapped vault always', async () => {
  expect(await guard({ Locked: true })).toEqual(seen('removable lock'));
  expect(await guard({ Locked: true, LockDate: new Date('2026-11-01T06:00:01Z') })).toEqual(
    seen('removable lock'),
  );
  expect(await guard({ Locked: true, LockDate: new Date('2026-11-01T06:00:00Z') })).toEqual(seen('lock'));
  expect(await guard({ VaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' })).toEqual(seen('lock'));
});

test('a policy that denies deletion guards a vault without a lock', async () => {
  backup.on(GetBackupVaultAccessPolicyCommand).resolves({ Policy: DENY });
  expect(await guard({})).toEqual(seen('policy'));
  backup
    .on(GetBackupVaultAccessPolicyCommand)
    .resolves({ Policy: DENY.replace('backup:*', 'backup:StartCopyJob') });
  expect(await guard({})).toEqual(seen(null));
});

test('what is refused or lacking is unseen', async () => {
  backup.on(GetBackupVaultAccessPolicyCommand).rejects(named('AccessDeniedException'));
  expect(await guard({})).toMatchObject({
    unseen: { kind: 'denied', action: 'backup:GetBackupVaultAccessPolicy' },
  });
  backup.on(GetBackupVaultAccessPolicyCommand).resolves({});
  expect(await guard({})).toMatchObject({ unseen: { kind: 'failed' } });
  backup.on(ListRecoveryPointsByBackupVaultCommand).resolves({
    RecoveryPoints: [{ ...point('a'), IsEncrypted: undefined as never }],
  });
  expect(await collectAll(backupVault, { facts: ['unencrypted'] })).toMatchObject({
    [`${ARN}main`]: { unencrypted: { unseen: { kind: 'failed' } } },
  });
});
