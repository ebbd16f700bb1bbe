import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-acl-not-public',
  title: 'Access control lists of buckets grant nothing to everyone',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::S3::Bucket',
  reads: ['publicGrants'],
  controls: ['public-access-prevention'],
  risk: 'Anyone on the internet can list what the bucket holds, or put files into it under the name of the company.',
  remediation: {
    text: 'Turn off access control lists for the bucket, and say in its policy who may come in.',
    cli: 'aws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls Rules=[{ObjectOwnership=BucketOwnerEnforced}]',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  },
  references: {
    securityHub: ['S3.2', 'S3.3'],
    configRule: ['s3-bucket-public-read-prohibited', 's3-bucket-public-write-prohibited'],
    prowler: ['s3_bucket_public_list_acl', 's3_bucket_public_write_acl'],
    steampipe: ['s3_bucket_restrict_public_read_access', 's3_bucket_restrict_public_write_access'],
  },
  check: ({ publicGrants }) =>
    publicGrants.length === 0
      ? pass('no grant that counts is for everyone')
      : fail(`everyone has ${publicGrants.join(', ')}`),
});
