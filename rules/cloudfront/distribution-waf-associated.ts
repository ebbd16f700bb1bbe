import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudfront-distribution-waf-associated',
  title: 'Distributions stand behind a web ACL',
  severity: 'medium',
  area: 'network',
  resource: 'AWS::CloudFront::Distribution',
  reads: ['enabled', 'webAcl'],
  controls: ['edge-protection'],
  risk: 'Hostile requests and floods reach the website without a filter.',
  remediation: {
    text: 'Make a web ACL of AWS WAF for CloudFront and name it in the distribution.',
    cli: 'aws cloudfront associate-distribution-web-acl --id ID --web-acl-arn WEB_ACL_ARN',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html',
  },
  references: {
    securityHub: ['CloudFront.6'],
    configRule: ['cloudfront-associated-with-waf'],
    prowler: ['cloudfront_distributions_using_waf'],
    steampipe: ['cloudfront_distribution_waf_enabled'],
  },
  check({ enabled, webAcl }) {
    if (!enabled) return notApplicable('the distribution is off and serves nobody');
    return webAcl === null
      ? fail('no web ACL stands in front of the distribution')
      : pass(`requests pass ${webAcl}`);
  },
});
