import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-access-logging',
  title: 'Access to buckets is logged',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::S3::Bucket',
  reads: ['accessLogging'],
  controls: ['service-logging'],
  risk: 'Nobody can tell afterwards who read or deleted objects.',
  remediation: {
    text: 'Turn on server access logging, to a bucket that only receives logs; that bucket itself may be excepted.',
    cli: 'aws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status file://logging.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  },
  references: {
    securityHub: ['S3.9'],
    configRule: ['s3-bucket-logging-enabled'],
    prowler: ['s3_bucket_server_access_logging_enabled'],
    steampipe: ['s3_bucket_logging_enabled'],
  },
  check: ({ accessLogging }) =>
    accessLogging === null
      ? fail('server access logging is off')
      : pass(`access is logged to ${accessLogging.bucket}/${accessLogging.prefix}`),
});
