import { defineRule } from '#lib/domain/rule.ts';
import { OLD_TLS_VERSIONS } from '#lib/domain/tls.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudfront-distribution-origin-tls',
  title: 'Distributions talk to servers behind them over TLS 1.2 or later',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::CloudFront::Distribution',
  reads: ['enabled', 'behaviors', 'customOrigins'],
  controls: ['encryption-in-transit'],
  risk: 'The page looks encrypted to the customer, while its second half travels the internet readable to all on the way.',
  remediation: {
    text: 'Set the protocol of each custom origin to HTTPS only, with TLS 1.2 as the oldest version. A bucket that serves as a website knows only HTTP: use it as an S3 origin instead.',
    cli: 'aws cloudfront update-distribution --id ID --if-match ETAG --distribution-config file://config.json',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  },
  parameters: { oldVersions: OLD_TLS_VERSIONS },
  references: {
    securityHub: ['CloudFront.9', 'CloudFront.10'],
    configRule: ['cloudfront-traffic-to-origin-encrypted', 'cloudfront-no-deprecated-ssl-protocols'],
    prowler: [
      'cloudfront_distributions_origin_traffic_encrypted',
      'cloudfront_distributions_using_deprecated_ssl_protocols',
    ],
    steampipe: ['cloudfront_distribution_no_deprecated_ssl_protocol'],
  },
  check({ enabled, behaviors, customOrigins }, { oldVersions }) {
    if (!enabled) return notApplicable('the distribution is off and serves nobody');
    if (customOrigins.length === 0) return notApplicable('nothing but buckets and VPCs is behind it');
    const httpViewers = behaviors.some(({ viewerProtocol }) => viewerProtocol === 'allow-all');
    const faults = customOrigins.flatMap(({ domain, protocol, tlsVersions }) => {
      if (protocol === 'http-only') return [`${domain} over HTTP`];
      if (protocol === 'match-viewer' && httpViewers) return [`${domain} over HTTP where viewers use it`];
      return tlsVersions.filter((old) => oldVersions.includes(old)).map((old) => `${domain} over ${old}`);
    });
    return faults.length === 0 ? pass('custom origins are asked over TLS') : fail(faults.join(', '));
  },
});
