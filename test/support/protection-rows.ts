import type { AwsBackup } from '#lib/domain/facts/backup.ts';
import { NO_BACKUP } from './no-backups.ts';
import type { RuleRow } from './rule-table.ts';

const nightly = { name: 'nightly', certain: true };
const planned: AwsBackup = { newest: null, plans: [nightly] };

/** AWS Backup with a recovery point of so many days ago, by a plan. */
export const backedUp = (ageDays: number, continuous = false): AwsBackup => ({
  newest: { ageDays, continuous, vault: 'main' },
  plans: [nightly],
});

type Judged = Pick<RuleRow<object, object>, 'verdict' | 'reason'>;

/**
 * Rows of every rule about resources that AWS Backup may hold.
 * @param bare what makes of the base of the rule a resource without any other way back
 */
export function awsBackupRows<B extends object>(bare: B) {
  const row = (
    name: string,
    awsBackup: AwsBackup,
    verdict: Judged['verdict'],
    reason: Judged['reason'],
    { ageDays = 2, parameters = {} }: { ageDays?: number; parameters?: { maxAgeDays?: number } } = {},
  ) => ({ name, facts: { ...bare, awsBackup, ageDays }, parameters, verdict, reason });
  const perhaps = { ...planned, plans: [{ ...nightly, certain: false }] };
  const old = /2 days ago in vault main of AWS Backup, selected by plan nightly/;
  return [
    row('no backup and no plan', NO_BACKUP, 'FAIL', 'no recovery point in AWS Backup, no plan selects it'),
    row('a plan, and yet no backup', planned, 'FAIL', 'selected by plan nightly'),
    row('a plan by tags that are not known', perhaps, 'FAIL', 'nightly (perhaps, by tag)'),
    row('an old backup', backedUp(2), 'FAIL', old),
    row('old, but continuous', backedUp(90, true), 'PASS', 'continuously by AWS Backup in vault main'),
    row('a backup of yesterday', backedUp(1), 'PASS', /1 days ago in vault main of AWS Backup$/),
    row('young enough for this company', backedUp(7), 'PASS', '7 days ago', {
      parameters: { maxAgeDays: 7 },
    }),
    row('the plan comes at night', planned, 'NOT_APPLICABLE', 'no backup is due yet', { ageDays: 1 }),
  ];
}

/** Rows of the rules that read tags; `bare` as before. */
export function exemptRows<B extends object>(bare: B) {
  const row = (
    name: string,
    tags: Readonly<Record<string, string>>,
    exempt: string,
    verdict: Judged['verdict'],
    reason: Judged['reason'],
  ) => ({ name, facts: { ...bare, tags }, parameters: { exemptTags: [exempt] }, verdict, reason });
  return [
    row('freed by a tag', { scratch: 'yes' }, 'scratch', 'NOT_APPLICABLE', 'tagged scratch'),
    row('freed by its value', { stage: 'test' }, 'stage=test', 'NOT_APPLICABLE', 'tagged stage=test'),
    row('another value', { stage: 'prod' }, 'stage=test', 'FAIL', 'no plan selects it'),
  ];
}

/** Rows of the rules that also accept backups which the service itself keeps: of a week, in the base. */
export const KEPT_ROWS = [
  {
    name: 'kept too short',
    facts: { backupRetentionDays: 6 },
    verdict: 'FAIL',
    reason: 'of the last 6 days, less than 7',
  },
  {
    name: 'kept too short for this company',
    parameters: { minDays: 8 },
    verdict: 'FAIL',
    reason: '7 days, less than 8',
  },
  {
    name: 'a company that wants AWS Backup',
    parameters: { routes: ['AWS Backup'] },
    verdict: 'FAIL',
    reason: /^no recovery point in AWS Backup, no plan selects it$/,
  },
] as const;
