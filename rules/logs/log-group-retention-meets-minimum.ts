import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'logs-log-group-retention-meets-minimum',
  title: 'Log groups keep their events for at least a year',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::Logs::LogGroup',
  reads: ['logClass', 'retentionDays'],
  controls: ['log-retention'],
  risk: 'An intrusion that is found after months cannot be traced to its beginning once the logs are gone.',
  remediation: {
    text: 'Set the retention of the log group to a year or more.',
    cli: 'aws logs put-retention-policy --log-group-name LOG_GROUP --retention-in-days 365',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  parameters: { minDays: 365 },
  references: {
    configRule: ['cw-loggroup-retention-period-check'],
    prowler: ['cloudwatch_log_group_retention_policy_specific_days_enabled'],
    steampipe: ['cloudwatch_log_group_retention_period_365'],
  },
  check({ logClass, retentionDays }, { minDays }) {
    if (logClass === 'DELIVERY') return notApplicable('the group only hands logs on; AWS sets its retention');
    if (retentionDays === null) return pass('events never expire');
    return retentionDays >= minDays
      ? pass(`events are kept for ${retentionDays} days`)
      : fail(`events are kept for ${retentionDays} days, fewer than ${minDays}`);
  },
});
