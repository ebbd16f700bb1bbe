import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudtrail-trail-bucket-access-logging',
  title: 'Access to the bucket that holds the records of a trail is logged',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::CloudTrail::Trail',
  reads: ['bucket'],
  controls: ['audit-trail-protection'],
  risk: 'Someone who reads or deletes the audit records leaves no trace of having done so.',
  remediation: {
    text: 'Turn on server access logging for the bucket, to another bucket.',
    cli: 'aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status file://logging.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  },
  references: {
    securityHub: ['CloudTrail.7'],
    configRule: ['cloudtrail-s3-bucket-access-logging'],
    prowler: ['cloudtrail_logs_s3_bucket_access_logging_enabled'],
    steampipe: ['cloudtrail_s3_logging_enabled'],
  },
  check: ({ bucket: { name, accessLogBucket } }) =>
    accessLogBucket === null
      ? fail(`access to the bucket ${name} is not logged`)
      : pass(`access to the bucket ${name} is logged to ${accessLogBucket}`),
});
