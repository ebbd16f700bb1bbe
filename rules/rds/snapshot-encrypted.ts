import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-snapshot-encrypted',
  title: 'Snapshots that somebody took of database instances are encrypted',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::RDS::DBSnapshot',
  reads: ['storageEncrypted'],
  controls: ['encryption-at-rest'],
  risk: 'A snapshot in clear is a whole database in clear, and can be shared with anyone.',
  remediation: {
    text: 'Copy the snapshot with a KMS key, then delete the one in clear.',
    cli: 'aws rds copy-db-snapshot --source-db-snapshot-identifier ID --target-db-snapshot-identifier ID-encrypted --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  },
  references: {
    securityHub: ['RDS.4'],
    configRule: ['rds-snapshot-encrypted'],
    prowler: ['rds_snapshots_encrypted'],
    steampipe: ['rds_db_snapshot_encrypted_at_rest'],
  },
  check: ({ storageEncrypted }) =>
    storageEncrypted ? pass('the snapshot is encrypted') : fail('the snapshot is not encrypted'),
});
