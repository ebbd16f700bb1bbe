import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dax-cluster-tls-enabled',
  title: 'DAX clusters are reached by TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::DAX::Cluster',
  reads: ['tls'],
  controls: ['encryption-in-transit'],
  risk: 'Items of tables pass the network between programs and the cache in plain text.',
  remediation: {
    text: 'TLS is set when a cluster is made: make a new one with it, and move the programs to that.',
    cli: 'aws dax create-cluster --cluster-name NEW --cluster-endpoint-encryption-type TLS --cli-input-json file://cluster.json',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html',
  },
  references: {
    securityHub: ['DynamoDB.7'],
    configRule: ['dax-tls-endpoint-encryption'],
    prowler: ['dynamodb_accelerator_cluster_in_transit_encryption_enabled'],
    steampipe: ['dax_cluster_encryption_in_transit_enabled'],
  },
  check({ tls }) {
    return tls ? pass('the endpoint takes TLS only') : fail('the endpoint takes plain text');
  },
});
