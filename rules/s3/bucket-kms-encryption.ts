import { logSourcesOf } from '#lib/domain/log-archive.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** These services write with the keys of S3 only. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
const WITHOUT_KMS = ['logdelivery.elasticloadbalancing.amazonaws.com', 'logging.s3.amazonaws.com'];

export default defineRule({
  id: 's3-bucket-kms-encryption',
  title: 'Buckets encrypt new objects with a KMS key',
  severity: 'low',
  area: 'encryption',
  resource: 'AWS::S3::Bucket',
  reads: ['encryption', 'policy'],
  controls: ['encryption-at-rest'],
  risk: 'With the keys of S3 alone whoever may read the bucket may read the data: no key policy asks again, and no use of a key is recorded.',
  remediation: {
    text: 'Set a KMS key as the default encryption of the bucket, with a bucket key to save requests.',
    cli: 'aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration file://encryption.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  },
  parameters: { customerKey: false as boolean },
  references: {
    securityHub: ['S3.17'],
    configRule: ['s3-default-encryption-kms'],
    prowler: ['s3_bucket_kms_encryption'],
    steampipe: ['s3_bucket_default_encryption_enabled_kms'],
  },
  check({ encryption, policy }, { customerKey }) {
    const source = logSourcesOf(policy).find((service) => WITHOUT_KMS.includes(service));
    if (source) return notApplicable(`${source} delivers logs here and cannot use KMS keys`);
    if (!encryption?.algorithm.startsWith('aws:kms')) return fail('new objects are encrypted without KMS');
    const own = encryption.kmsKeyId !== null && !encryption.kmsKeyId.endsWith('alias/aws/s3');
    return own || !customerKey
      ? pass(`new objects are encrypted with ${encryption.kmsKeyId ?? 'the key of AWS for S3'}`)
      : fail('new objects are encrypted with the key of AWS for S3, not with one of the company');
  },
});
