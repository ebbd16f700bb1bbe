import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-node-to-node-encrypted',
  title: 'Nodes of search domains encrypt what they send each other',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['encryptedBetweenNodes'],
  controls: ['encryption-in-transit'],
  risk: 'Documents that came in by HTTPS go on between the nodes in plain text.',
  remediation: {
    text: 'Turn on node-to-node encryption; it cannot be turned off again.',
    cli: 'aws opensearch update-domain-config --domain-name NAME --node-to-node-encryption-options Enabled=true',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html',
  },
  references: {
    securityHub: ['ES.3', 'OpenSearch.3'],
    configRule: ['opensearch-node-to-node-encryption-check', 'elasticsearch-node-to-node-encryption-check'],
    prowler: ['opensearch_service_domains_node_to_node_encryption_enabled'],
    steampipe: [
      'es_domain_node_to_node_encryption_enabled',
      'opensearch_domain_node_to_node_encryption_enabled',
    ],
  },
  check({ encryptedBetweenNodes }) {
    return encryptedBetweenNodes
      ? pass('node-to-node encryption is on')
      : fail('node-to-node encryption is off');
  },
});
