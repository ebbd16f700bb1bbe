import type { Player } from './proxy.ts';
import { PERIOD, REGIONS } from './site.ts';

/** How long each account's backup plan keeps its recovery points, in days; an account that is not there has none. */
export type Retentions = Map<string, number>;

/** Seconds since 1970, as AWS Backup tells times: on the eve of the fortnight. */
const NIGHT = Date.parse(PERIOD.from) / 1000 - 3600;
const SELECTION = { SelectionId: 'tagged', SelectionName: 'tagged' };

/** The replies about what a plan backs up nightly: the account's bucket of records. By path, without a last slash. */
function replies(region: string, account: string, days: number): Readonly<Record<string, object>> {
  const arn = (kind: string) => `arn:aws:backup:${region}:${account}:${kind}`;
  const id = `plan-${account}`;
  const plan = { BackupPlanId: id, BackupPlanArn: arn(`backup-plan:${id}`), BackupPlanName: 'nightly' };
  const vault = { BackupVaultName: 'Default', BackupVaultArn: arn('backup-vault:Default') };
  const point = {
    ResourceArn: `arn:aws:s3:::trail-${account}`,
    RecoveryPointArn: arn('recovery-point:1'),
    CreationDate: NIGHT,
  };
  const BackupSelection = {
    SelectionName: SELECTION.SelectionName,
    IamRoleArn: `arn:aws:iam::${account}:role/backup`,
    ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'nightly' }],
  };
  const rule = {
    RuleName: 'nightly',
    TargetBackupVaultName: vault.BackupVaultName,
    ScheduleExpression: 'cron(0 3 * * ? *)',
    Lifecycle: { DeleteAfterDays: days },
  };
  return {
    '/backup/plans': { BackupPlansList: [plan] },
    [`/backup/plans/${id}`]: { ...plan, BackupPlan: { BackupPlanName: plan.BackupPlanName, Rules: [rule] } },
    [`/backup/plans/${id}/selections`]: { BackupSelectionsList: [{ BackupPlanId: id, ...SELECTION }] },
    [`/backup/plans/${id}/selections/${SELECTION.SelectionId}`]: { BackupPlanId: id, BackupSelection },
    '/backup-vaults': { BackupVaultList: [{ ...vault, Locked: true, MinRetentionDays: 7 }] },
    '/backup-vaults/Default/recovery-points': {
      RecoveryPoints: [{ ...point, ...vault, IsEncrypted: true, Status: 'COMPLETED' }],
    },
    '/backup-jobs': { BackupJobs: [{ ...point, State: 'COMPLETED' }] },
    '/restore-jobs': {
      RestoreJobs: [
        {
          CreationDate: NIGHT,
          Status: 'COMPLETED',
          ValidationStatus: 'SUCCESSFUL',
          CreatedBy: { RestoreTestingPlanArn: arn('restore-testing-plan:monthly') },
        },
      ],
    },
  };
}

/**
 * AWS Backup in the first of `REGIONS`, as far as rules ask: the emulator has plans and vaults, and nothing in them.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
 */
export const backupPlayer =
  (retentions: Retentions): Player =>
  ({ service, account, region, path }) => {
    if (service !== 'backup' || account === null) return null;
    const asked = path.replace(/\/$/, '');
    const days = region === REGIONS[0] ? retentions.get(account) : undefined;
    if (days !== undefined) return replies(region, account, days)[asked] ?? null;
    return asked === '/backup/plans' ? { BackupPlansList: [] } : null;
  };
