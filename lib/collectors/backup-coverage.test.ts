import {
  BackupClient,
  GetBackupSelectionCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
} from '@aws-sdk/client-backup';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { table } from './dynamodb.ts';
import { dbInstance } from './rds.ts';

const backup = mockClient(BackupClient);
const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const daysAgo = (days: number) => new Date(Date.parse('2026-11-01T05:00:00Z') - days * 86_400_000);
let points = 0;
const point = (ResourceArn: string, ageDays: number, differs: object = {}) => ({
  ResourceArn,
  CreationDate: daysAgo(ageDays),
  IsEncrypted: true,
  Status: 'COMPLETED' as const,
  RecoveryPointArn: `arn:aws:backup:eu-west-1:111122223333:recovery-point:${points++}`,
  ...differs,
});
const CONTINUOUS = {
  Status: 'AVAILABLE' as const,
  RecoveryPointArn: 'arn:aws:backup:eu-west-1:111122223333:recovery-point:continuous:db-1',
};

const read = async (name = 'shop') =>
  (await collectAll(dbInstance, { facts: ['awsBackup'] }))[`${ARN}${name}`]?.awsBackup;

beforeEach(() => {
  backup.reset();
  rds.reset();
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      { DBInstanceArn: `${ARN}shop`, Engine: 'mysql', TagList: [{ Key: 'backup', Value: 'daily' }] },
      { DBInstanceArn: `${ARN}blog`, Engine: 'mysql', TagList: [] },
    ],
  });
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [{ BackupVaultName: 'one' }], NextToken: 'more' })
    .on(ListBackupVaultsCommand, { NextToken: 'more' })
    .resolves({ BackupVaultList: [{ BackupVaultName: 'two' }] })
    .on(ListRecoveryPointsByBackupVaultCommand)
    .resolves({ RecoveryPoints: [] })
    .on(ListBackupPlansCommand)
    .resolves({ BackupPlansList: [] });
});

const vault = (BackupVaultName: string, ...RecoveryPoints: readonly ReturnType<typeof point>[]) =>
  backup
    .on(ListRecoveryPointsByBackupVaultCommand, { BackupVaultName })
    .resolves({ RecoveryPoints: RecoveryPoints.slice(0, 1), NextToken: 'more' })
    .on(ListRecoveryPointsByBackupVaultCommand, { BackupVaultName, NextToken: 'more' })
    .resolves({ RecoveryPoints: RecoveryPoints.slice(1) });

test('the newest recovery point of all vaults and pages counts, and one request a page is enough for all', async () => {
  vault('one', point(`${ARN}shop`, 3), point(`${ARN}blog`, 0), point(`${ARN}shop`, 5));
  vault('two', point(`${ARN}shop`, 9), point(`${ARN}shop`, 2));
  const all = await collectAll(dbInstance, { facts: ['awsBackup'] });
  expect(all).toEqual({
    [`${ARN}shop`]: {
      awsBackup: seen({ newest: { ageDays: 2, continuous: false, vault: 'two' }, plans: [] }),
    },
    [`${ARN}blog`]: {
      awsBackup: seen({ newest: { ageDays: 0, continuous: false, vault: 'one' }, plans: [] }),
    },
  });
  expect(backup.calls()).toHaveLength(2 + 2 * 2 + 1);
});

test.each(['CREATING', 'PARTIAL', 'EXPIRED', 'DELETING', 'STOPPED'] as const)(
  'a recovery point that is %s cannot be counted on',
  async (Status) => {
    vault('one', point(`${ARN}shop`, 0, { Status }));
    expect(await read()).toEqual(seen({ newest: null, plans: [] }));
  },
);

test('one that follows every change goes before newer ones that do not, and one that was stopped does not count', async () => {
  vault('one', point(`${ARN}shop`, 40, CONTINUOUS), point(`${ARN}shop`, 1));
  expect(await read()).toMatchObject({ value: { newest: { ageDays: 40, continuous: true } } });
  vault('one', point(`${ARN}shop`, 40, { ...CONTINUOUS, Status: 'STOPPED' }), point(`${ARN}shop`, 1));
  expect(await read()).toMatchObject({ value: { newest: { ageDays: 1, continuous: false } } });
});

const selections = {
  tagged: {
    ListOfTags: [{ ConditionType: 'STRINGEQUALS' as const, ConditionKey: 'backup', ConditionValue: 'daily' }],
  },
  named: { Resources: [`${ARN}blog`, TABLE] },
  narrowed: {
    Resources: ['*'],
    NotResources: ['arn:aws:dynamodb:*'],
    Conditions: {
      StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'daily' }],
      StringLike: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'd*' }],
      StringNotEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'weekly' }],
      StringNotLike: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'w*' }],
    },
  },
};

function plans() {
  backup
    .on(ListBackupPlansCommand)
    .resolves({ BackupPlansList: [{ BackupPlanId: 'p2', BackupPlanName: 'weekly' }], NextToken: 'more' })
    .on(ListBackupPlansCommand, { NextToken: 'more' })
    .resolves({ BackupPlansList: [{ BackupPlanId: 'p1', BackupPlanName: 'daily' }] })
    .on(ListBackupSelectionsCommand, { BackupPlanId: 'p1' })
    .resolves({ BackupSelectionsList: [{ SelectionId: 'tagged' }, { SelectionId: 'named' }] })
    .on(ListBackupSelectionsCommand, { BackupPlanId: 'p2' })
    .resolves({ BackupSelectionsList: [{ SelectionId: 'narrowed' }] });
  for (const [SelectionId, chosen] of Object.entries(selections)) {
    const BackupSelection = { SelectionName: SelectionId, IamRoleArn: 'role', ...chosen };
    backup.on(GetBackupSelectionCommand, { SelectionId }).resolves({ BackupSelection });
  }
}

test('plans are named whose selections take the resource in', async () => {
  plans();
  expect(await read('shop')).toMatchObject({
    value: {
      plans: [
        { name: 'daily', certain: true },
        { name: 'weekly', certain: true },
      ],
    },
  });
  expect(await read('blog')).toMatchObject({ value: { plans: [{ name: 'daily', certain: true }] } });
  expect(backup.commandCalls(GetBackupSelectionCommand)).toHaveLength(2 * 3); // in each of two readings
});

test('where tags are not known, a selection by tag is not certain', async () => {
  plans();
  backup
    .on(ListBackupSelectionsCommand, { BackupPlanId: 'p1' })
    .resolves({ BackupSelectionsList: [{ SelectionId: 'tagged' }] });
  mockClient(DynamoDBClient)
    .on(ListTablesCommand)
    .resolves({ TableNames: ['orders'] });
  expect(await collectAll(table, { facts: ['awsBackup'] })).toEqual({
    [TABLE]: { awsBackup: seen({ newest: null, plans: [{ name: 'daily', certain: false }] }) },
  });
});

test('what is refused or lacking is unseen: nothing counts as backed up, or as not', async () => {
  backup.on(ListRecoveryPointsByBackupVaultCommand, { BackupVaultName: 'two' }).rejects(denied);
  vault('one', point(`${ARN}shop`, 0));
  expect(await read()).toMatchObject({
    unseen: { kind: 'denied', action: 'backup:ListRecoveryPointsByBackupVault' },
  });
  vault('two', { ...point(`${ARN}shop`, 0), Status: undefined as never });
  expect(await read()).toMatchObject({
    unseen: { kind: 'failed', message: expect.stringContaining('lacks Status') },
  });
  vault('two');
  plans();
  backup.on(GetBackupSelectionCommand, { SelectionId: 'named' }).rejects(denied);
  expect(await read()).toMatchObject({ unseen: { action: 'backup:GetBackupSelection' } });
  backup.on(GetBackupSelectionCommand, { SelectionId: 'named' }).resolves({});
  expect(await read()).toMatchObject({
    unseen: { message: expect.stringContaining('lacks BackupSelection') },
  });
});
