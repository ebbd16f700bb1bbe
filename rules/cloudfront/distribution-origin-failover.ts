import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudfront-distribution-origin-failover',
  title: 'Distributions have a second origin for when the first fails',
  severity: 'low',
  area: 'availability',
  resource: 'AWS::CloudFront::Distribution',
  reads: ['enabled', 'behaviors', 'originGroups'],
  controls: ['resilience'],
  risk: 'When the one server or bucket behind it fails, the website fails with it.',
  remediation: {
    text: 'Put two origins into an origin group, and make the group the origin of the default cache behavior.',
    cli: 'aws cloudfront update-distribution --id ID --if-match ETAG --distribution-config file://config.json',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html',
  },
  references: {
    securityHub: ['CloudFront.4'],
    configRule: ['cloudfront-origin-failover-enabled'],
    prowler: ['cloudfront_distributions_multiple_origin_failover_configured'],
    steampipe: ['cloudfront_distribution_configured_with_origin_failover'],
  },
  check({ enabled, behaviors: [byDefault], originGroups }) {
    if (!enabled) return notApplicable('the distribution is off and serves nobody');
    return byDefault && originGroups.includes(byDefault.origin)
      ? pass(`the origin by default is the group ${byDefault.origin}`)
      : fail(`the origin by default, ${byDefault?.origin}, stands alone`);
  },
});
