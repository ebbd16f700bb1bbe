import {
  BackupClient,
  GetBackupPlanCommand,
  type Lifecycle,
  paginateListBackupPlans,
  paginateListBackupSelections,
} from '@aws-sdk/client-backup';
import type { AccountBackupPlan } from '../domain/facts/backup.ts';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listBackupPlans = paged(
  'backup:ListBackupPlans',
  BackupClient,
  paginateListBackupPlans,
  (page) => page.BackupPlansList,
);
const listBackupSelections = paged(
  'backup:ListBackupSelections',
  BackupClient,
  paginateListBackupSelections,
  (page) => page.BackupSelectionsList,
);
const getBackupPlan = operation('backup:GetBackupPlan', BackupClient, GetBackupPlanCommand);

/** The account in one Region, with its backup plans there. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'backup',
    where: 'region',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    backupPlans: {
      uses: [listBackupPlans, listBackupSelections],
      read: async (aws): Promise<readonly AccountBackupPlan[]> => {
        const plans = await Promise.all(
          (await aws(listBackupPlans, {})).map(async (plan) => {
            const BackupPlanId = required(plan.BackupPlanId, 'BackupPlanId');
            return {
              arn: required(plan.BackupPlanArn, 'BackupPlanArn'),
              name: required(plan.BackupPlanName, 'BackupPlanName'),
              selections: (await aws(listBackupSelections, { BackupPlanId })).length,
            };
          }),
        );
        return plans.sort((a, b) => (a.arn < b.arn ? -1 : 1));
      },
    },
  },
);

interface ListedPlan {
  readonly arn: string;
  readonly id: string;
}

const days = (lifecycle: Lifecycle | undefined): number | null => lifecycle?.DeleteAfterDays ?? null;

/** Every backup plan of the account in the Region. */
export const backupPlan = defineCollector(
  {
    type: 'AWS::Backup::BackupPlan',
    service: 'backup',
    where: 'region',
    list: {
      uses: [listBackupPlans],
      read: async (aws: Reader): Promise<readonly ListedPlan[]> =>
        (await aws(listBackupPlans, {})).map((plan) => ({
          arn: required(plan.BackupPlanArn, 'BackupPlanArn'),
          id: required(plan.BackupPlanId, 'BackupPlanId'),
        })),
    },
  },
  {
    retentions: from(
      getBackupPlan,
      ({ id }: ListedPlan) => ({ BackupPlanId: id }),
      (reply) =>
        required(reply.BackupPlan?.Rules, 'Rules').flatMap(({ RuleName, Lifecycle, CopyActions = [] }) => [
          { of: `rule "${RuleName}"`, days: days(Lifecycle) },
          ...CopyActions.map((copy) => ({
            of: `rule "${RuleName}", copy to ${copy.DestinationBackupVaultArn}`,
            days: days(copy.Lifecycle),
          })),
        ]),
    ),
  },
);
