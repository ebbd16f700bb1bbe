import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-instance-storage-encrypted',
  title: 'Database instances encrypt their storage',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::RDS::DBInstance',
  reads: ['storageEncrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Whoever gets hold of the storage, a snapshot or a backup reads the data.',
  remediation: {
    text: 'Encryption is set when an instance is made: copy a snapshot with encryption and restore from it.',
    cli: 'aws rds copy-db-snapshot --source-db-snapshot-identifier FROM --target-db-snapshot-identifier TO --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  },
  references: {
    securityHub: ['RDS.3'],
    configRule: ['rds-storage-encrypted'],
    prowler: ['rds_instance_storage_encrypted'],
    steampipe: ['rds_db_instance_encryption_at_rest_enabled'],
  },
  check({ storageEncrypted }) {
    return storageEncrypted ? pass('the storage is encrypted') : fail('the storage is not encrypted');
  },
});
