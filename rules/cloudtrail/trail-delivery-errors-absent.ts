import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-delivery-errors-absent',
  title: 'Trails deliver log files, digests and notifications without errors',
  severity: 'high',
  area: 'logging',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['deliveryErrors'],
  controls: ['audit-trail', 'audit-trail-protection'],
  risk: 'What cannot be delivered is lost after a while, and the record of that time cannot be made again.',
  remediation: {
    text: 'Read the error of the trail, then repair the policy or settings of the bucket, key, log group or topic that it names.',
    cli: 'aws cloudtrail get-trail-status --name TRAIL_ARN',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  },
  check: ({ deliveryErrors }) =>
    deliveryErrors.length === 0
      ? pass('the latest deliveries had no errors')
      : fail(`the latest deliveries failed: ${deliveryErrors.join(', ')}`),
});
