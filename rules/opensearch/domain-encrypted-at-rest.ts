import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-encrypted-at-rest',
  title: 'Search domains encrypt their indexes, logs and snapshots',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['encryptedAtRest'],
  controls: ['encryption-at-rest'],
  risk: 'An index is a copy of the data that it was made from, and lies open to whoever gets at the disks.',
  remediation: {
    text: 'Turn on encryption at rest; versions before OpenSearch 1.0 and Elasticsearch 6.7 need a new domain for it.',
    cli: 'aws opensearch update-domain-config --domain-name NAME --encryption-at-rest-options Enabled=true',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
  },
  references: {
    securityHub: ['ES.1', 'OpenSearch.1'],
    configRule: ['opensearch-encrypted-at-rest', 'elasticsearch-encrypted-at-rest'],
    prowler: ['opensearch_service_domains_encryption_at_rest_enabled'],
    steampipe: ['es_domain_encryption_at_rest_enabled', 'opensearch_domain_encryption_at_rest_enabled'],
  },
  check({ encryptedAtRest }) {
    return encryptedAtRest ? pass('the domain is encrypted') : fail('the domain is not encrypted');
  },
});
