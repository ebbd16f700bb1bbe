import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dms-endpoint-tls',
  title: 'DMS reaches databases and brokers by TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::DMS::Endpoint',
  reads: ['engine', 'security'],
  controls: ['encryption-in-transit'],
  risk: 'A migration sends whole databases over the network in plain text, with the password first.',
  remediation: {
    text: 'Choose an SSL mode for the endpoint, and give it the certificate of the authority where the mode asks for one; of Kafka, choose a security protocol.',
    cli: 'aws dms modify-endpoint --endpoint-arn ARN --ssl-mode verify-full --certificate-arn CERTIFICATE',
    url: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html',
  },
  references: {
    securityHub: ['DMS.9'],
    configRule: ['dms-endpoint-ssl-configured'],
    prowler: ['dms_endpoint_ssl_enabled'],
    steampipe: ['dms_endpoint_ssl_configured'],
  },
  check({ engine, security }) {
    if (security === null) return notApplicable(`DMS reaches ${engine} by TLS only`);
    if (engine === 'redis') return notApplicable('endpoints of Redis have a rule of their own');
    return ['none', 'plaintext'].includes(security)
      ? fail(`DMS reaches ${engine} without TLS (${security})`)
      : pass(`DMS reaches ${engine} by TLS (${security})`);
  },
});
