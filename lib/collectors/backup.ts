import {
  BackupClient,
  type BackupRule,
  GetBackupPlanCommand,
  type Lifecycle,
  paginateListBackupJobs,
  paginateListRestoreJobs,
  type RestoreJobsListMember,
} from '@aws-sdk/client-backup';
import type { AccountBackupPlan, BackupAccount, BackupPlan, Restores } from '../domain/facts/backup.ts';
import {
  listBackupPlans,
  listBackupSelections,
  listBackupVaults,
  listRecoveryPoints,
  ownVaults,
  recoveryPointsOf,
} from './backup-operations.ts';
import { ageInDays, defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const getBackupPlan = operation('backup:GetBackupPlan', BackupClient, GetBackupPlanCommand);
const listBackupJobs = paged(
  'backup:ListBackupJobs',
  BackupClient,
  paginateListBackupJobs,
  (page) => page.BackupJobs,
);
const listRestoreJobs = paged(
  'backup:ListRestoreJobs',
  BackupClient,
  paginateListRestoreJobs,
  (page) => page.RestoreJobs,
);

const WEEK = 7;
const YEAR = 365;

const daysBack = (aws: Reader, days: number): Date => new Date(aws.now.getTime() - days * 86_400_000);

/** How a backup job may have ended. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html */
const ENDED: readonly string[] = ['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'];

async function backupJobs(aws: Reader): Promise<BackupAccount['backupJobs']> {
  // A job puts its backup into a vault: without one there is none.
  const vaults = await aws(listBackupVaults, {});
  const jobs =
    vaults.length === 0
      ? []
      : await aws(listBackupJobs, { ByCreatedAfter: daysBack(aws, WEEK), MaxResults: 1000 });
  const newest = new Map<string, { readonly created: Date; readonly state: string }>();
  for (const job of jobs) {
    const state = required(job.State, 'State');
    const resource = required(job.ResourceArn, 'ResourceArn');
    const created = required(job.CreationDate, 'CreationDate');
    const known = newest.get(resource);
    if (ENDED.includes(state) && (!known || known.created < created))
      newest.set(resource, { created, state });
  }
  const failed = [...newest].filter(([, { state }]) => state !== 'COMPLETED');
  return {
    succeeded: newest.size - failed.length,
    failed: failed
      .map(([resource, { state }]) => ({ resource, state }))
      .sort((a, b) => (a.resource < b.resource ? -1 : 1)),
  };
}

/** Whether a restore succeeded, as far as it was validated; null: it is still under way. */
function succeeded({ Status, ValidationStatus }: RestoreJobsListMember): boolean | null {
  const status = required(Status, 'Status');
  if (status === 'COMPLETED')
    return ValidationStatus === 'VALIDATING'
      ? null
      : !['FAILED', 'TIMED_OUT'].includes(ValidationStatus ?? '');
  return ['FAILED', 'ABORTED'].includes(status) ? false : null;
}

async function restores(aws: Reader): Promise<readonly Restores[] | null> {
  const points = await Promise.all((await ownVaults(aws)).map(({ name }) => recoveryPointsOf(aws, name)));
  if (points.flat().length === 0) return null;
  const all = new Map<string | null, Restores>();
  for (const job of await aws(listRestoreJobs, { ByCreatedAfter: daysBack(aws, YEAR), MaxResults: 1000 })) {
    const outcome = succeeded(job);
    if (outcome === null) continue;
    const testingPlan = job.CreatedBy?.RestoreTestingPlanArn ?? null;
    const known = all.get(testingPlan) ?? { testingPlan, succeededDays: null, failedDays: null };
    const days = ageInDays(aws, required(job.CreationDate, 'CreationDate'));
    const member = outcome ? 'succeededDays' : 'failedDays';
    all.set(testingPlan, { ...known, [member]: Math.min(known[member] ?? days, days) });
  }
  return [...all.values()].sort((a, b) => ((a.testingPlan ?? '') < (b.testingPlan ?? '') ? -1 : 1));
}

/** The account in one Region, as far as AWS Backup knows it. */
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
    backupJobs: { uses: [listBackupVaults, listBackupJobs], read: backupJobs },
    restores: { uses: [listBackupVaults, listRecoveryPoints, listRestoreJobs], read: restores },
  },
);

interface ListedPlan {
  readonly arn: string;
  readonly id: string;
}

const byId = ({ id }: ListedPlan) => ({ BackupPlanId: id });

const days = (lifecycle: Lifecycle | undefined): number | null => lifecycle?.DeleteAfterDays ?? null;

const copiesOf = (rules: readonly BackupRule[], aws: Reader): BackupPlan['copies'] => {
  const vaults = rules.flatMap(({ CopyActions = [], TargetLogicallyAirGappedBackupVaultArn: isolated }) => [
    ...CopyActions.map(({ DestinationBackupVaultArn: vault }) =>
      required(vault, 'DestinationBackupVaultArn'),
    ),
    ...(isolated ? [isolated] : []),
  ]);
  return [...new Set(vaults)].sort().map((vault) => {
    const [, , , region, account] = vault.split(':');
    return { vault, otherRegion: region !== aws.region, otherAccount: account !== aws.account };
  });
};

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
    retentions: from(getBackupPlan, byId, (reply) =>
      required(reply.BackupPlan?.Rules, 'Rules').flatMap(({ RuleName, Lifecycle, CopyActions = [] }) => [
        { of: `rule "${RuleName}"`, days: days(Lifecycle) },
        ...CopyActions.map((copy) => ({
          of: `rule "${RuleName}", copy to ${copy.DestinationBackupVaultArn}`,
          days: days(copy.Lifecycle),
        })),
      ]),
    ),
    selections: from(listBackupSelections, byId, (selections) => selections.length),
    copies: from(getBackupPlan, byId, (reply, _, aws) =>
      copiesOf(required(reply.BackupPlan?.Rules, 'Rules'), aws),
    ),
  },
);
