import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-plan-retention-meets-minimum',
  title: 'Backup plans keep backups for at least 35 days, by a rule or a copy',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::Backup::BackupPlan',
  reads: ['retentions'],
  controls: ['backup-retention'],
  risk: 'Damage that is noticed only after the last good backup has expired cannot be undone.',
  remediation: {
    text: 'Give the plan a rule, or a copy, that keeps backups for 35 days or more.',
    cli: 'aws backup update-backup-plan --backup-plan-id PLAN_ID --backup-plan file://plan.json',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html',
  },
  parameters: { minDays: 35 },
  references: {
    configRule: [
      'backup-plan-min-frequency-and-min-retention-check',
      'backup-recovery-point-minimum-retention-check',
    ],
    steampipe: ['backup_plan_min_retention_35_days', 'backup_recovery_point_min_retention_35_days'],
  },
  check({ retentions }, { minDays }) {
    const kept = retentions.map(
      ({ of, days }) => `${of} keeps backups ${days === null ? 'for ever' : `${days} days`}`,
    );
    return retentions.some(({ days }) => days === null || days >= minDays)
      ? pass(kept.join('; '))
      : fail(`nothing is kept for ${minDays} days: ${kept.join('; ') || 'the plan has no rules'}`);
  },
});
