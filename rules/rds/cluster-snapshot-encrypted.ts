import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-snapshot-encrypted',
  title: 'Snapshots that somebody took of database clusters are encrypted',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::RDS::DBClusterSnapshot',
  reads: ['storageEncrypted'],
  controls: ['encryption-at-rest'],
  risk: 'A snapshot in clear is a whole cluster in clear, and can be shared with anyone.',
  remediation: {
    text: 'Copy the snapshot with a KMS key, then delete the one in clear.',
    cli: 'aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier ID --target-db-cluster-snapshot-identifier ID-encrypted --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  },
  references: {
    securityHub: ['RDS.4', 'Neptune.6'],
    configRule: ['rds-snapshot-encrypted', 'neptune-cluster-snapshot-encrypted'],
    prowler: ['rds_snapshots_encrypted', 'neptune_cluster_snapshot_encrypted'],
    steampipe: ['neptune_db_cluster_snapshot_encryption_at_rest_enabled'],
  },
  check: ({ storageEncrypted }) =>
    storageEncrypted ? pass('the snapshot is encrypted') : fail('the snapshot is not encrypted'),
});
