import type { Player } from './proxy.ts';
import { REGIONS } from './site.ts';

/** How long each account's backup plan keeps its recovery points, in days; an account that is not there has none. */
export type Retentions = Map<string, number>;

const SELECTION = { SelectionId: 'tagged', SelectionName: 'tagged' };
const SELECTED = {
  SelectionId: SELECTION.SelectionId,
  BackupSelection: {
    SelectionName: SELECTION.SelectionName,
    IamRoleArn: 'arn:aws:iam::111122223333:role/backup',
    ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'nightly' }],
  },
};

/**
 * AWS Backup in the first of `REGIONS`, as far as rules ask: the emulator has neither selections nor UpdateBackupPlan.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
 */
export const backupPlayer =
  (retentions: Retentions): Player =>
  ({ service, account, region, path }) => {
    if (service !== 'backup' || account === null) return null;
    const days = region === REGIONS[0] ? retentions.get(account) : undefined;
    const id = `plan-${account}`;
    const plan = {
      BackupPlanId: id,
      BackupPlanArn: `arn:aws:backup:${region}:${account}:backup-plan:${id}`,
      BackupPlanName: 'nightly',
    };
    if (path === '/backup/plans/' || path === '/backup/plans')
      return { BackupPlansList: days === undefined ? [] : [plan] };
    if (days === undefined || !path.startsWith(`/backup/plans/${id}`)) return null;
    if (path.includes('/selections/tagged')) return { ...SELECTED, BackupPlanId: id };
    return path.includes('/selections')
      ? { BackupSelectionsList: [{ BackupPlanId: id, ...SELECTION }] }
      : {
          ...plan,
          BackupPlan: {
            BackupPlanName: plan.BackupPlanName,
            Rules: [
              {
                RuleName: 'nightly',
                TargetBackupVaultName: 'Default',
                ScheduleExpression: 'cron(0 3 * * ? *)',
                Lifecycle: { DeleteAfterDays: days },
              },
            ],
          },
        };
  };
