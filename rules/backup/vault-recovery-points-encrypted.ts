import { few } from '#lib/domain/few.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-vault-recovery-points-encrypted',
  title: 'Every recovery point in a backup vault is encrypted',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::Backup::BackupVault',
  reads: ['recoveryPoints', 'unencrypted'],
  controls: ['encryption-at-rest', 'backup-protection'],
  risk: 'Whoever gets hold of a backup that is not encrypted, or a copy of it, reads all data in it.',
  remediation: {
    text: 'Encrypt the named resources: AWS Backup encrypts with the key of the vault only what it fully manages, and the rest as the resource is.',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html',
  },
  references: {
    securityHub: ['Backup.1'],
    configRule: ['backup-recovery-point-encrypted'],
    prowler: ['backup_recovery_point_encrypted', 'backup_vaults_encrypted'],
    steampipe: ['backup_recovery_point_encryption_enabled'],
  },
  check({ recoveryPoints, unencrypted }) {
    if (recoveryPoints === 0) return notApplicable('the vault has no recovery points');
    return unencrypted.length === 0
      ? pass('all recovery points are encrypted')
      : fail(`recovery points that are not encrypted are of ${few(unencrypted)}`);
  },
});
