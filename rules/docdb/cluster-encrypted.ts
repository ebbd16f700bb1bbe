import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'docdb-cluster-encrypted',
  title: 'DocumentDB clusters encrypt their storage',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::DocDB::DBCluster',
  reads: ['storageEncrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Whoever gets hold of the storage, a snapshot or a backup reads every document.',
  remediation: {
    text: 'Encryption is set when a cluster is made: restore a snapshot of it into a cluster with a key, and move to that.',
    cli: 'aws docdb restore-db-cluster-from-snapshot --db-cluster-identifier NEW --snapshot-identifier ID --engine docdb --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html',
  },
  references: {
    securityHub: ['DocumentDB.1'],
    configRule: ['docdb-cluster-encrypted'],
    prowler: ['documentdb_cluster_storage_encrypted'],
    steampipe: ['docdb_cluster_encryption_at_rest_enabled'],
  },
  check({ storageEncrypted }) {
    return storageEncrypted ? pass('the storage is encrypted') : fail('the storage is not encrypted');
  },
});
