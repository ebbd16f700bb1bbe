import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-bucket-in-other-account',
  title: 'The records of a trail are kept in another account than that of the trail',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['bucketOwner'],
  controls: ['audit-trail-protection', 'organization-guardrails'],
  risk: 'Who becomes administrator of an account could delete the records of what was done in it.',
  remediation: {
    text: 'Let the trail deliver to a bucket in an account that is there for logs alone, best as a trail of the Organization.',
    cli: 'aws cloudtrail update-trail --name TRAIL --s3-bucket-name BUCKET_OF_LOG_ACCOUNT',
    url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-receive-logs-from-multiple-accounts.html',
  },
  check: ({ bucketOwner }) =>
    bucketOwner === 'other account'
      ? pass('the bucket of the trail belongs to another account')
      : fail(
          bucketOwner === 'nobody'
            ? 'the bucket of the trail does not exist'
            : 'the bucket of the trail belongs to the same account',
        ),
});
