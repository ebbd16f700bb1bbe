import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-delivers-to-cloudwatch-logs',
  title: 'Trails hand their events to CloudWatch Logs, where they can raise alarms',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['logGroup'],
  controls: ['audit-trail', 'security-alerting'],
  risk: 'Events that only lie in a bucket raise no alarm, and are read when the damage is done.',
  remediation: {
    text: 'Give the trail a log group and a role that may write to it.',
    cli: 'aws cloudtrail update-trail --name TRAIL_ARN --cloud-watch-logs-log-group-arn LOG_GROUP_ARN --cloud-watch-logs-role-arn ROLE_ARN',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  },
  parameters: { maxDays: 1 },
  references: {
    securityHub: ['CloudTrail.5'],
    configRule: ['cloud-trail-cloud-watch-logs-enabled'],
    prowler: ['cloudtrail_cloudwatch_logging_enabled'],
    steampipe: ['cloudtrail_trail_integrated_with_logs'],
  },
  check({ logGroup }, { maxDays }) {
    if (logGroup === null) return fail('the trail has no log group');
    const { arn, daysSinceDelivery: days } = logGroup;
    if (days === null) return fail(`nothing was ever delivered to ${arn}`);
    return days <= maxDays
      ? pass(`the latest delivery to ${arn} is ${days} days old`)
      : fail(`the latest delivery to ${arn} was ${days} days ago`);
  },
});
