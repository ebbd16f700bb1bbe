import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-in-vpc',
  title: 'Search domains are inside a VPC',
  severity: 'high',
  area: 'network',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['vpc'],
  controls: ['public-access-prevention', 'network-boundary'],
  risk: 'The endpoint answers the whole internet, and one mistake in the access policy publishes every index.',
  remediation: {
    text: 'Where a domain is, is set when it is made: make one inside a VPC, restore a snapshot into it and move to that.',
    cli: 'aws opensearch create-domain --domain-name NEW --vpc-options SubnetIds=SUBNETS,SecurityGroupIds=GROUPS',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html',
  },
  references: {
    securityHub: ['ES.2', 'OpenSearch.2'],
    configRule: ['opensearch-in-vpc-only', 'elasticsearch-in-vpc-only'],
    prowler: ['opensearch_service_domains_not_publicly_accessible'],
    steampipe: ['es_domain_in_vpc', 'opensearch_domain_in_vpc'],
  },
  check({ vpc }) {
    return vpc === null
      ? fail('the domain has a public endpoint (whether its access policy lets anyone in is not judged here)')
      : pass(`the domain is inside ${vpc}`);
  },
});
