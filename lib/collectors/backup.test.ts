import {
  BackupClient,
  GetBackupPlanCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRestoreJobsCommand,
} from '@aws-sdk/client-backup';
import { afterEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, backupPlan } from './backup.ts';

const backup = mockClient(BackupClient);
afterEach(() => {
  backup.reset();
});

const ROOT = 'arn:aws:iam::111122223333:root';
const ARN = 'arn:aws:backup:eu-west-1:111122223333:backup-plan:';
const plan = (id: string) => ({
  BackupPlanId: id,
  BackupPlanArn: `${ARN}${id}`,
  BackupPlanName: `plan ${id}`,
});
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

const daysAgo = (days: number) => new Date(Date.parse('2026-11-01T05:00:00Z') - days * 86_400_000);

/** Reads one fact of the account. */
const read = async (fact: string) => (await collectAll(account, { facts: [fact] }))[ROOT]?.[fact];

const pagesOfPlans = () =>
  backup
    .on(ListBackupPlansCommand)
    .resolves({ BackupPlansList: [plan('b')], NextToken: 'more' })
    .on(ListBackupPlansCommand, { NextToken: 'more' })
    .resolves({ BackupPlansList: [plan('a')] });

test('the account has the plans of every page with the number of their selections', async () => {
  pagesOfPlans()
    .on(ListBackupSelectionsCommand)
    .resolves({ BackupSelectionsList: [] })
    .on(ListBackupSelectionsCommand, { BackupPlanId: 'a' })
    .resolves({ BackupSelectionsList: [{ SelectionId: '1' }], NextToken: 'more' })
    .on(ListBackupSelectionsCommand, { BackupPlanId: 'a', NextToken: 'more' })
    .resolves({ BackupSelectionsList: [{ SelectionId: '2' }] });
  expect(await collectAll(account, { facts: ['backupPlans'] })).toEqual({
    [ROOT]: {
      backupPlans: {
        seen: true,
        value: [
          { arn: `${ARN}a`, name: 'plan a', selections: 2 },
          { arn: `${ARN}b`, name: 'plan b', selections: 0 },
        ],
      },
    },
  });
});

test('an account without plans is seen to have none; a refused listing is unseen', async () => {
  backup.on(ListBackupPlansCommand).resolves({ BackupPlansList: [] });
  expect(await read('backupPlans')).toEqual({ seen: true, value: [] });
  backup.on(ListBackupPlansCommand).rejects(denied);
  expect(await read('backupPlans')).toMatchObject({
    seen: false,
    unseen: { kind: 'denied', action: 'backup:ListBackupPlans' },
  });
});

test('a plan has the retention of each rule and each copy, and where the copies go', async () => {
  const rule = { RuleName: 'daily', TargetBackupVaultName: 'Default' };
  const vault = (region: string, owner: string) => `arn:aws:backup:${region}:${owner}:backup-vault:main`;
  pagesOfPlans()
    .on(GetBackupPlanCommand, { BackupPlanId: 'a' })
    .resolves({
      BackupPlan: {
        BackupPlanName: 'plan a',
        Rules: [
          {
            ...rule,
            Lifecycle: { DeleteAfterDays: 7 },
            CopyActions: [
              {
                DestinationBackupVaultArn: vault('us-east-1', '111122223333'),
                Lifecycle: { DeleteAfterDays: 90 },
              },
              { DestinationBackupVaultArn: vault('eu-west-1', '444455556666') },
            ],
          },
          {
            ...rule,
            RuleName: 'monthly',
            TargetLogicallyAirGappedBackupVaultArn: vault('eu-west-1', '111122223333'),
          },
        ],
      },
    })
    .on(GetBackupPlanCommand, { BackupPlanId: 'b' })
    .rejects(denied)
    .on(ListBackupSelectionsCommand)
    .resolves({ BackupSelectionsList: [{ SelectionId: '1' }] });
  expect(await collectAll(backupPlan)).toMatchObject({
    [`${ARN}a`]: {
      retentions: {
        seen: true,
        value: [
          { of: 'rule "daily"', days: 7 },
          { of: `rule "daily", copy to ${vault('us-east-1', '111122223333')}`, days: 90 },
          { of: `rule "daily", copy to ${vault('eu-west-1', '444455556666')}`, days: null },
          { of: 'rule "monthly"', days: null },
        ],
      },
      selections: { value: 1 },
      copies: {
        value: [
          { vault: vault('eu-west-1', '111122223333'), otherRegion: false, otherAccount: false },
          { vault: vault('eu-west-1', '444455556666'), otherRegion: false, otherAccount: true },
          { vault: vault('us-east-1', '111122223333'), otherRegion: true, otherAccount: false },
        ],
      },
    },
    [`${ARN}b`]: { retentions: { seen: false, unseen: { kind: 'denied', action: 'backup:GetBackupPlan' } } },
  });
});

const aVault = () =>
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [{ BackupVaultName: 'main' }] });

test('of each resource the newest job that ended within the week counts', async () => {
  const job = (ResourceArn: string, State: 'COMPLETED' | 'FAILED' | 'EXPIRED' | 'RUNNING', days: number) => ({
    ResourceArn,
    State,
    CreationDate: daysAgo(days),
  });
  aVault()
    .on(ListBackupJobsCommand, { ByCreatedAfter: new Date('2026-10-25T06:00:00Z') })
    .resolves({
      BackupJobs: [job('mended', 'COMPLETED', 1), job('broken', 'COMPLETED', 2)],
      NextToken: 'more',
    })
    .on(ListBackupJobsCommand, { NextToken: 'more' })
    .resolves({
      BackupJobs: [
        job('mended', 'FAILED', 2),
        job('broken', 'FAILED', 1),
        job('again', 'RUNNING', 0),
        job('again', 'EXPIRED', 1),
        job('first', 'RUNNING', 0),
      ],
    });
  expect(await read('backupJobs')).toEqual({
    seen: true,
    value: {
      succeeded: 1,
      failed: [
        { resource: 'again', state: 'EXPIRED' },
        { resource: 'broken', state: 'FAILED' },
      ],
    },
  });
  backup.on(ListBackupJobsCommand).resolves({ BackupJobs: [{ ResourceArn: 'a', CreationDate: daysAgo(0) }] });
  expect(await read('backupJobs')).toMatchObject({
    unseen: { kind: 'failed', action: expect.stringContaining('backup:ListBackupJobs') },
  });
  backup.on(ListBackupJobsCommand).rejects(denied);
  expect(await read('backupJobs')).toMatchObject({ unseen: { kind: 'denied' } });
});

test('restores are told by who made them, with the newest that succeeded and that failed', async () => {
  const restore = (days: number, plan: string | null, differs: object = {}) => ({
    CreationDate: daysAgo(days),
    Status: 'COMPLETED' as const,
    ...(plan && { CreatedBy: { RestoreTestingPlanArn: plan } }),
    ...differs,
  });
  aVault()
    .on(ListRecoveryPointsByBackupVaultCommand)
    .resolves({
      RecoveryPoints: [
        {
          ResourceArn: 'a',
          RecoveryPointArn: 'p',
          CreationDate: daysAgo(1),
          IsEncrypted: true,
          Status: 'COMPLETED',
        },
      ],
    })
    .on(ListRestoreJobsCommand, { ByCreatedAfter: new Date('2025-11-01T06:00:00Z') })
    .resolves({
      RestoreJobs: [restore(40, 'plan-1'), restore(10, 'plan-1', { ValidationStatus: 'SUCCESSFUL' })],
      NextToken: 'more',
    })
    .on(ListRestoreJobsCommand, { NextToken: 'more' })
    .resolves({
      RestoreJobs: [
        restore(9, 'plan-1', { ValidationStatus: 'TIMED_OUT' }),
        restore(8, 'plan-1', { Status: 'RUNNING' }),
        restore(7, 'plan-1', { ValidationStatus: 'VALIDATING' }),
        restore(3, null, { Status: 'ABORTED' }),
        restore(5, null, { Status: 'FAILED' }),
      ],
    });
  expect(await read('restores')).toEqual({
    seen: true,
    value: [
      { testingPlan: null, succeededDays: null, failedDays: 3 },
      { testingPlan: 'plan-1', succeededDays: 10, failedDays: 9 },
    ],
  });
  backup.on(ListRestoreJobsCommand).rejects(denied);
  expect(await read('restores')).toMatchObject({ unseen: { kind: 'denied' } });
});

test('where there is no vault, or nothing in one, nothing more is asked', async () => {
  aVault().on(ListRecoveryPointsByBackupVaultCommand).resolves({ RecoveryPoints: [] });
  expect(await read('restores')).toEqual({ seen: true, value: null });
  backup.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [] });
  expect(await read('restores')).toEqual({ seen: true, value: null });
  expect(await read('backupJobs')).toEqual({ seen: true, value: { succeeded: 0, failed: [] } });
  expect(backup.commandCalls(ListRestoreJobsCommand)).toEqual([]);
  expect(backup.commandCalls(ListBackupJobsCommand)).toEqual([]);
});
