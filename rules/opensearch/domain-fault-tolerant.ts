import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-fault-tolerant',
  title: 'Search domains have enough nodes to lose an Availability Zone',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['nodes'],
  controls: ['resilience'],
  risk: 'When a data centre fails, the domain loses documents, or the majority that decides who leads, and stands still.',
  remediation: {
    text: 'Spread at least three data nodes over two or three zones, and add three dedicated cluster manager nodes.',
    cli: 'aws opensearch update-domain-config --domain-name NAME --cluster-config file://three-zones.json',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html',
  },
  references: {
    securityHub: ['OpenSearch.6', 'OpenSearch.11'],
    configRule: ['opensearch-data-node-fault-tolerance', 'opensearch-primary-node-fault-tolerance'],
    prowler: [
      'opensearch_service_domains_fault_tolerant_data_nodes',
      'opensearch_service_domains_fault_tolerant_master_nodes',
    ],
    steampipe: ['opensearch_domain_data_node_fault_tolerance'],
  },
  check({ nodes: { data, managers, zones } }) {
    if (zones < 2) return fail('all data nodes are in one zone');
    if (data < 3) return fail(`there are ${data} data nodes, less than 3`);
    // Without managers the data nodes elect a leader, for which a majority of them must be left.
    if (managers === 0 && zones < 3)
      return fail('data nodes in 2 zones, and no nodes of their own that manage them');
    return managers > 0 && managers < 3
      ? fail(`there are ${managers} cluster manager nodes, less than 3`)
      : pass(`${data} data nodes are spread over ${zones} zones`);
  },
});
