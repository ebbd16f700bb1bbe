import { deniesPlainHttp } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

const beginsLike = (pattern: string, text: string): boolean =>
  pattern.endsWith('*') && text.startsWith(pattern.slice(0, -1));

export default defineRule({
  id: 's3-bucket-tls-only-policy',
  title: 'Buckets refuse every request that comes without TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::S3::Bucket',
  reads: ['arn', 'policy'],
  controls: ['encryption-in-transit'],
  risk: 'Data and signed requests that travel over plain HTTP can be read and changed on the way.',
  remediation: {
    text: 'Add a statement to the bucket policy that denies s3:* to everyone, on the bucket and its objects, while aws:SecureTransport is false.',
    cli: 'aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  },
  references: {
    securityHub: ['S3.5'],
    configRule: ['s3-bucket-ssl-requests-only'],
    prowler: ['s3_bucket_secure_transport_policy'],
    steampipe: ['s3_bucket_enforces_ssl'],
  },
  check({ arn, policy }) {
    if (policy === null) return fail('the bucket has no policy that could deny requests without TLS');
    const denied = policy.statements.filter(deniesPlainHttp).flatMap((statement) => statement.resources);
    const bucket = denied.some((pattern) => pattern === arn || beginsLike(pattern, arn));
    const objects = denied.some((pattern) => beginsLike(pattern, `${arn}/`));
    if (bucket && objects) return pass('the policy denies every request without TLS');
    return bucket || objects
      ? fail(`the policy denies requests without TLS only to ${bucket ? 'the bucket' : 'its objects'}`)
      : fail('no statement of the policy denies every request without TLS');
  },
});
