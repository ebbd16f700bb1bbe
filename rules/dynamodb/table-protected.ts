import { awsBackupRoute, judgeProtection, keptRoute } from '#lib/domain/backup.ts';
import { matches } from '#lib/domain/policy/match.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dynamodb-table-protected',
  title: 'Tables can be restored to any point in time, or from a recent backup in AWS Backup',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::DynamoDB::Table',
  reads: ['arn', 'ageDays', 'pointInTimeRecovery', 'awsBackup'],
  controls: ['backup-coverage', 'backup-retention'],
  risk: 'What a faulty program or an intruder overwrote or deleted is lost.',
  remediation: {
    text: 'Turn point-in-time recovery on, or take the table into a backup plan.',
    cli: 'aws dynamodb update-continuous-backups --table-name NAME --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html',
  },
  parameters: {
    routes: ['point-in-time recovery', 'AWS Backup'] as readonly string[],
    minDays: 7,
    maxAgeDays: 1,
    exempt: [] as readonly string[], // ARNs, with `*` for any text: listings of DynamoDB tell no tags
  },
  references: {
    securityHub: ['DynamoDB.2', 'DynamoDB.4'],
    configRule: ['dynamodb-pitr-enabled', 'dynamodb-resources-protected-by-backup-plan'],
    prowler: ['dynamodb_tables_pitr_enabled', 'dynamodb_table_protected_by_backup_plan'],
    steampipe: ['dynamodb_table_protected_by_backup_plan'],
  },
  check({ arn, pointInTimeRecovery: { enabled, periodDays }, ...table }, parameters) {
    if (parameters.exempt.some((one) => matches(one, arn))) return notApplicable('exempt by the company');
    // Before the period could be chosen it was 35 days, and AWS's reply had no member for it.
    const kept = keptRoute('point-in-time recovery', enabled ? (periodDays ?? 35) : null, parameters);
    return judgeProtection([kept, awsBackupRoute(table, parameters)], table, parameters);
  },
});
