import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 's3-bucket-policy-not-public',
  title: 'Policies of buckets do not let everyone in',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::S3::Bucket',
  reads: ['policy', 'publicAccessBlock'],
  controls: ['external-trust', 'public-access-prevention'],
  risk: 'Anyone on the internet can read or replace what the bucket holds, be it customer data or audit records.',
  remediation: {
    text: 'Name who may come in, and turn on the public access block; serve public content through CloudFront.',
    cli: 'aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  references: {
    securityHub: ['S3.2', 'CloudTrail.6'],
    configRule: ['s3-bucket-policy-grantee-check', 'cloudtrail-s3-bucket-public-access-prohibited'],
    prowler: ['s3_bucket_public_access', 's3_bucket_policy_public_write_access'],
    steampipe: ['s3_bucket_policy_restrict_public_access', 'cloudtrail_bucket_not_public'],
  },
  check({ policy, publicAccessBlock }) {
    if (policy === null) return pass('the bucket has no policy');
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    if (open.length === 0) return pass('no statement of the policy lets everyone in');
    return publicAccessBlock?.restrictPublicBuckets
      ? pass(`the public access block of the bucket makes statement ${open.join(', ')} void`)
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
