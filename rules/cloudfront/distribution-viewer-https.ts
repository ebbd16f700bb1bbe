import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudfront-distribution-viewer-https',
  title: 'Distributions serve viewers over HTTPS only, or send them there',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::CloudFront::Distribution',
  reads: ['enabled', 'behaviors'],
  controls: ['encryption-in-transit'],
  risk: 'Whoever sits between a customer and CloudFront reads or changes what is sent.',
  remediation: {
    text: 'Set the viewer protocol policy of each cache behavior to redirect HTTP to HTTPS, or to HTTPS only.',
    cli: 'aws cloudfront update-distribution --id ID --if-match ETAG --distribution-config file://config.json',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html',
  },
  references: {
    securityHub: ['CloudFront.3'],
    configRule: ['cloudfront-viewer-policy-https'],
    prowler: ['cloudfront_distributions_https_enabled'],
    steampipe: ['cloudfront_distribution_encryption_in_transit_enabled'],
  },
  check({ enabled, behaviors }) {
    if (!enabled) return notApplicable('the distribution is off and serves nobody');
    const open = behaviors.filter(({ viewerProtocol }) => viewerProtocol === 'allow-all');
    return open.length === 0
      ? pass('no cache behavior serves plain HTTP')
      : fail(`plain HTTP is served by the cache behavior ${open.map(({ path }) => path).join(', ')}`);
  },
});
