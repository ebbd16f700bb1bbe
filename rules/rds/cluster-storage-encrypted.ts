import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-storage-encrypted',
  title: 'Database clusters encrypt their storage',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::RDS::DBCluster',
  reads: ['storageEncrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Whoever gets hold of the storage, a snapshot or a backup reads the data.',
  remediation: {
    text: 'Encryption is set when a cluster is made: restore a snapshot of it into a cluster with a key, and move to that.',
    cli: 'aws rds restore-db-cluster-from-snapshot --db-cluster-identifier NEW --snapshot-identifier ID --engine ENGINE --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  },
  references: {
    securityHub: ['RDS.27'],
    configRule: ['rds-cluster-encrypted-at-rest'],
    prowler: ['rds_cluster_storage_encrypted'],
    steampipe: ['rds_db_cluster_encryption_at_rest_enabled'],
  },
  check({ storageEncrypted }) {
    return storageEncrypted ? pass('the storage is encrypted') : fail('the storage is not encrypted');
  },
});
