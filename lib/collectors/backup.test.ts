import {
  BackupClient,
  GetBackupPlanCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
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
  expect(await collectAll(account)).toEqual({
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
  expect((await collectAll(account))[ROOT]).toEqual({ backupPlans: { seen: true, value: [] } });
  backup.on(ListBackupPlansCommand).rejects(denied);
  expect((await collectAll(account))[ROOT]).toMatchObject({
    backupPlans: { seen: false, unseen: { kind: 'denied', action: 'backup:ListBackupPlans' } },
  });
});

test('a plan has the retention of each rule and each copy', async () => {
  const rule = { RuleName: 'daily', TargetBackupVaultName: 'Default' };
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
              { DestinationBackupVaultArn: 'vault-1', Lifecycle: { DeleteAfterDays: 90 } },
              { DestinationBackupVaultArn: 'vault-2' },
            ],
          },
          { ...rule, RuleName: 'monthly' },
        ],
      },
    })
    .on(GetBackupPlanCommand, { BackupPlanId: 'b' })
    .rejects(denied);
  expect(await collectAll(backupPlan)).toMatchObject({
    [`${ARN}a`]: {
      retentions: {
        seen: true,
        value: [
          { of: 'rule "daily"', days: 7 },
          { of: 'rule "daily", copy to vault-1', days: 90 },
          { of: 'rule "daily", copy to vault-2', days: null },
          { of: 'rule "monthly"', days: null },
        ],
      },
    },
    [`${ARN}b`]: { retentions: { seen: false, unseen: { kind: 'denied', action: 'backup:GetBackupPlan' } } },
  });
});
