import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dynamodb-table-point-in-time-recovery',
  title: 'Tables can be restored to any point in time',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::DynamoDB::Table',
  reads: ['pointInTimeRecovery'],
  controls: ['backup-coverage', 'backup-retention'],
  risk: 'What a faulty program overwrote between two backups is lost.',
  remediation: {
    text: 'Turn point-in-time recovery on.',
    cli: 'aws dynamodb update-continuous-backups --table-name NAME --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html',
  },
  parameters: { minDays: 7 },
  references: {
    securityHub: ['DynamoDB.2'],
    configRule: ['dynamodb-pitr-enabled'],
    prowler: ['dynamodb_tables_pitr_enabled'],
    steampipe: ['dynamodb_table_point_in_time_recovery_enabled'],
  },
  check({ pointInTimeRecovery }, { minDays }) {
    const { enabled, periodDays } = pointInTimeRecovery;
    if (!enabled) return fail('point-in-time recovery is off');
    // Before the period could be chosen it was 35 days, and AWS's reply had no member for it.
    const days = periodDays ?? 35;
    const reach = `the table can be restored to any point of the last ${days} days`;
    return days >= minDays ? pass(reach) : fail(`${reach}, less than ${minDays}`);
  },
});
