import { logSourcesOf } from '#lib/domain/log-archive.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-object-lock',
  title: 'Buckets that receive records of CloudTrail lock them against deletion for a year',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::S3::Bucket',
  reads: ['policy', 'defaultLock'],
  controls: ['audit-trail-protection', 'backup-protection'],
  risk: 'Whoever becomes administrator of the account that keeps the records can delete them, and with them every trace.',
  remediation: {
    text: 'Turn on Object Lock for the bucket, with a default retention; name in the scope file the services whose logs are to be locked too.',
    cli: `aws s3api put-object-lock-configuration --bucket BUCKET --object-lock-configuration '{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"COMPLIANCE","Days":365}}}'`,
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  },
  parameters: { logsOf: ['cloudtrail.amazonaws.com'], minDays: 365 },
  references: {
    securityHub: ['S3.15'],
    configRule: ['s3-bucket-default-lock-enabled'],
    prowler: ['s3_bucket_object_lock'],
    steampipe: ['s3_bucket_object_lock_enabled'],
  },
  check({ policy, defaultLock }, { logsOf, minDays }) {
    const sources = logSourcesOf(policy).filter((service) => logsOf.includes(service));
    if (sources.length === 0) return notApplicable('the bucket receives no logs that are to be locked');
    if (defaultLock === null) return fail(`logs of ${sources.join(', ')} are not locked`);
    const { mode, days } = defaultLock;
    return days >= minDays
      ? pass(`logs are locked for ${days} days in mode ${mode}`)
      : fail(`logs are locked for ${days} days, fewer than ${minDays}`);
  },
});
