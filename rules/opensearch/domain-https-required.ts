import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-https-required',
  title: 'Search domains answer by HTTPS only, with TLS 1.2 or newer',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['httpsRequired', 'tlsPolicy'],
  controls: ['encryption-in-transit'],
  risk: 'Whoever listens on the way reads searches, results and passwords, or changes them.',
  remediation: {
    text: 'Require HTTPS, and choose a security policy that begins with TLS 1.2.',
    cli: 'aws opensearch update-domain-config --domain-name NAME --domain-endpoint-options EnforceHTTPS=true,TLSSecurityPolicy=Policy-Min-TLS-1-2-PFS-2023-10',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html',
  },
  references: {
    securityHub: ['OpenSearch.8'],
    configRule: ['opensearch-https-required'],
    prowler: ['opensearch_service_domains_https_communications_enforced'],
    steampipe: ['opensearch_domain_https_required'],
  },
  check({ httpsRequired, tlsPolicy }) {
    if (!httpsRequired) return fail('the domain answers without HTTPS too');
    return tlsPolicy.startsWith('Policy-Min-TLS-1-0')
      ? fail('HTTPS is required, but TLS 1.0 suffices')
      : pass(`HTTPS is required, by the security policy ${tlsPolicy}`);
  },
});
