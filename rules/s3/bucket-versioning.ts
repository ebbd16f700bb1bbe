import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-versioning',
  title: 'Buckets keep earlier versions of their objects',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::S3::Bucket',
  reads: ['versioning'],
  controls: ['backup-coverage'],
  risk: 'An object that is overwritten or deleted, by mistake or by an intruder, is lost at once.',
  remediation: {
    text: 'Turn on versioning, with a lifecycle rule that removes old versions when they are no longer needed.',
    cli: 'aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
  },
  references: {
    securityHub: ['S3.14'],
    configRule: ['s3-bucket-versioning-enabled'],
    prowler: ['s3_bucket_object_versioning'],
    steampipe: ['s3_bucket_versioning_enabled'],
  },
  check({ versioning: { status } }) {
    if (status === null) return fail('versioning was never turned on');
    return status === 'Enabled' ? pass('versioning is on') : fail(`versioning is ${status}`);
  },
});
