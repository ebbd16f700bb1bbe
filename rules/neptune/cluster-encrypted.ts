import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'neptune-cluster-encrypted',
  title: 'Neptune clusters encrypt their storage',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::Neptune::DBCluster',
  reads: ['storageEncrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Whoever gets hold of the storage, a snapshot or a backup reads the whole graph.',
  remediation: {
    text: 'Encryption is set when a cluster is made: restore a snapshot of it into a cluster with a key, and move to that.',
    cli: 'aws neptune restore-db-cluster-from-snapshot --db-cluster-identifier NEW --snapshot-identifier ID --engine neptune --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html',
  },
  references: {
    securityHub: ['Neptune.1'],
    configRule: ['neptune-cluster-encrypted'],
    prowler: ['neptune_cluster_storage_encrypted'],
    steampipe: ['neptune_db_cluster_encryption_at_rest_enabled'],
  },
  check({ storageEncrypted }) {
    return storageEncrypted ? pass('the storage is encrypted') : fail('the storage is not encrypted');
  },
});
