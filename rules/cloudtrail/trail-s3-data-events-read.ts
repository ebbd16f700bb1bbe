import { defineRule } from '#lib/domain/rule.ts';
import { judgeDataEvents } from '#lib/domain/trails.ts';

export default defineRule({
  id: 'cloudtrail-trail-s3-data-events-read',
  title: 'A trail records who reads objects of S3, in all buckets',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::::Account',
  reads: ['trails'],
  controls: ['service-logging'],
  risk: 'Without it nobody can say afterwards which objects an intruder read, and a breach must be reported as if all were.',
  remediation: {
    text: 'Let a trail of all Regions select the data events of all buckets; name in the scope file which may be left out, such as that of the trail itself.',
    cli: 'aws cloudtrail put-event-selectors --trail-name TRAIL_ARN --advanced-event-selectors file://selectors.json',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  },
  parameters: { mayLeaveOut: [] as readonly string[] },
  references: {
    configRule: ['cloudtrail-all-read-s3-data-event-check', 'cloudtrail-s3-dataevents-enabled'],
    prowler: ['cloudtrail_s3_dataevents_read_enabled'],
    steampipe: ['cloudtrail_s3_data_events_enabled', 'cloudtrail_s3_object_read_events_audit_enabled'],
  },
  check: ({ trails }, { mayLeaveOut }) =>
    judgeDataEvents(trails, [{ type: 'AWS::S3::Object', kind: 'reads' }], mayLeaveOut),
});
