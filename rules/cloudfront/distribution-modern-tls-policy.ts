import { defineRule } from '#lib/domain/rule.ts';
import { OLD_TLS_VERSIONS } from '#lib/domain/tls.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cloudfront-distribution-modern-tls-policy',
  title: 'Distributions accept viewers with TLS 1.2 or later only',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::CloudFront::Distribution',
  reads: ['enabled', 'viewerTls'],
  controls: ['encryption-in-transit'],
  risk: 'Viewers can be talked into old versions of TLS, the weaknesses of which are public.',
  remediation: {
    text: 'Give the distribution a certificate for a domain of your own, and a security policy of TLS 1.2 or later.',
    cli: 'aws cloudfront update-distribution --id ID --if-match ETAG --distribution-config file://config.json',
    url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  },
  parameters: { oldVersions: OLD_TLS_VERSIONS },
  references: {
    securityHub: ['CloudFront.15'],
    configRule: ['cloudfront-security-policy-check'],
  },
  check({ enabled, viewerTls: { defaultCertificate, policy } }, { oldVersions }) {
    if (!enabled) return notApplicable('the distribution is off and serves nobody');
    const [oldest = policy] = policy.split('_');
    const cause = defaultCertificate ? ', which comes with the certificate of cloudfront.net' : '';
    return oldVersions.includes(oldest)
      ? fail(`the security policy is ${policy}${cause}`)
      : pass(`the security policy is ${policy}`);
  },
});
