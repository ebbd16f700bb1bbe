import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dax-cluster-encrypted-at-rest',
  title: 'DAX clusters encrypt what they keep of tables on disk',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::DAX::Cluster',
  reads: ['encryptedAtRest'],
  controls: ['encryption-at-rest'],
  risk: 'Items of encrypted tables lie readable on the disks of the cache in front of them.',
  remediation: {
    text: 'Encryption is set when a cluster is made: make a new one with encryption, and move the programs to that.',
    cli: 'aws dax create-cluster --cluster-name NEW --sse-specification Enabled=true --cli-input-json file://cluster.json',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
  },
  references: {
    securityHub: ['DynamoDB.3'],
    configRule: ['dax-encryption-enabled'],
    prowler: ['dynamodb_accelerator_cluster_encryption_enabled'],
    steampipe: ['dax_cluster_encryption_at_rest_enabled'],
  },
  check({ encryptedAtRest }) {
    return encryptedAtRest ? pass('encryption at rest is on') : fail('encryption at rest is off');
  },
});
