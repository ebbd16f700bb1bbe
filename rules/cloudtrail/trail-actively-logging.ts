import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-actively-logging',
  title: 'Trails are recording, and their log files arrive',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['logging', 'daysSinceDelivery'],
  controls: ['audit-trail'],
  risk: 'A trail that was stopped looks like a quiet account, and who stopped it may have had a reason.',
  remediation: {
    text: 'Start the trail, or delete it if it is no longer wanted; find out who stopped it.',
    cli: 'aws cloudtrail start-logging --name TRAIL_ARN',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html',
  },
  parameters: { maxDays: 1 },
  references: {
    configRule: ['cloud-trail-enabled'],
    steampipe: ['cloudtrail_trail_enabled'],
  },
  check({ logging, daysSinceDelivery: days }, { maxDays }) {
    if (!logging) return fail('the trail is stopped');
    if (days === null) return fail('no log file was ever delivered');
    return days <= maxDays
      ? pass(`the trail is recording; its latest log file is ${days} days old`)
      : fail(`the latest log file was delivered ${days} days ago`);
  },
});
