import { logSourcesOf } from '#lib/domain/log-archive.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-log-archive-bucket-retention-meets-minimum',
  title: 'Buckets that receive logs of AWS services keep them for at least a year',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::S3::Bucket',
  reads: ['policy', 'lifecycle'],
  controls: ['log-retention'],
  risk: 'An intrusion that is found after months cannot be traced to its beginning once the records are deleted.',
  remediation: {
    text: 'Let the lifecycle rule of the bucket expire logs after a year or more; move older ones to cheaper storage instead.',
    cli: 'aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration file://lifecycle.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html',
  },
  parameters: { minDays: 365 },
  check({ policy, lifecycle }, { minDays }) {
    const sources = logSourcesOf(policy);
    if (sources.length === 0) return notApplicable('no AWS service delivers logs into the bucket');
    const early = lifecycle.flatMap(({ id, prefix, objectsAfter: days }) =>
      days !== null && days < minDays
        ? [`rule "${id}" deletes ${prefix || 'objects'} after ${days} days`]
        : [],
    );
    return early.length === 0
      ? pass(`no lifecycle rule deletes logs of ${sources.join(', ')} before ${minDays} days`)
      : fail(`${early.join('; ')}, which is sooner than ${minDays}`);
  },
});
