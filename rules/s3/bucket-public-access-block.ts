import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

const ITS_OWN = '(its own settings are judged, not those of the account)';

export default defineRule({
  id: 's3-bucket-public-access-block',
  title: 'Buckets block public access in all four ways',
  severity: 'high',
  area: 'network',
  resource: 'AWS::S3::Bucket',
  reads: ['publicAccessBlock'],
  controls: ['public-access-prevention'],
  risk: 'One careless policy or access control list opens the data of the bucket to the internet.',
  remediation: {
    text: 'Turn on all four settings of the public access block of the bucket; serve public content through CloudFront.',
    cli: 'aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  },
  references: {
    securityHub: ['S3.8'],
    configRule: ['s3-bucket-level-public-access-prohibited'],
    prowler: ['s3_bucket_level_public_access_block'],
    steampipe: ['s3_public_access_block_bucket'],
  },
  check({ publicAccessBlock }) {
    if (publicAccessBlock === null) return fail(`the bucket has no public access block ${ITS_OWN}`);
    const off = Object.entries(publicAccessBlock).flatMap(([setting, on]) => (on ? [] : [setting]));
    return off.length === 0
      ? pass('all four settings of the public access block of the bucket are on')
      : fail(`the public access block of the bucket leaves off ${off.join(', ')} ${ITS_OWN}`);
  },
});
