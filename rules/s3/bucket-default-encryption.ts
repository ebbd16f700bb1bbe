import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-default-encryption',
  title: 'Buckets encrypt new objects by default',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::S3::Bucket',
  reads: ['encryption'],
  controls: ['encryption-at-rest'],
  risk: 'Objects whose writers ask for no encryption lie readable on the disks of S3.',
  remediation: {
    text: 'Set default encryption for the bucket, with a KMS key where the policy of the company asks for one.',
    cli: 'aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration file://encryption.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
  },
  references: {
    configRule: ['s3-bucket-server-side-encryption-enabled'],
    prowler: ['s3_bucket_default_encryption'],
    steampipe: ['s3_bucket_default_encryption_enabled'],
  },
  check({ encryption }) {
    if (encryption === null) return fail('the bucket has no default encryption');
    const { algorithm, kmsKeyId } = encryption;
    return pass(
      `new objects are encrypted with ${algorithm}${kmsKeyId === null ? '' : ` and the key ${kmsKeyId}`}`,
    );
  },
});
