import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'efs-file-system-encrypted',
  title: 'File systems of EFS encrypt their files',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::EFS::FileSystem',
  reads: ['encrypted'],
  controls: ['encryption-at-rest'],
  risk: 'Files that many machines share lie readable on the storage and in its backups.',
  remediation: {
    text: 'Encryption is set when a file system is made: make a new one with encryption, copy the files and mount that.',
    cli: 'aws efs create-file-system --encrypted',
    url: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  },
  references: {
    securityHub: ['EFS.1'],
    configRule: ['efs-encrypted-check'],
    prowler: ['efs_encryption_at_rest_enabled'],
    steampipe: ['efs_file_system_encrypt_data_at_rest'],
  },
  check({ encrypted }) {
    return encrypted ? pass('the file system is encrypted') : fail('the file system is not encrypted');
  },
});
