import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** What each guard of a vault amounts to. */
const GUARDS: Readonly<Record<string, string>> = {
  lock: 'a vault lock that nobody can undo',
  'removable lock': 'a vault lock that can be undone',
  policy: 'a policy of the vault',
};

export default defineRule({
  id: 'backup-vault-deletion-blocked',
  title: 'A lock or a policy keeps recovery points from being deleted before their time',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::Backup::BackupVault',
  reads: ['recoveryPoints', 'guard'],
  controls: ['backup-protection'],
  risk: 'An intruder who wants a ransom, or a mistake in a script, deletes the backups together with the data.',
  remediation: {
    text: 'Lock the vault; with a number of days after which the lock is final, not even the root user can undo it.',
    cli: 'aws backup put-backup-vault-lock-configuration --backup-vault-name NAME --min-retention-days 7',
    url: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html',
  },
  /** The guards that suffice: `lock`, `removable lock`, `policy`. */
  parameters: { accepted: Object.keys(GUARDS) as readonly string[] },
  references: {
    configRule: ['backup-recovery-point-manual-deletion-disabled'],
    steampipe: ['backup_recovery_point_manual_deletion_disabled'],
  },
  check({ recoveryPoints, guard }, { accepted }) {
    if (recoveryPoints === 0) return notApplicable('the vault has no recovery points');
    if (!guard) return fail('neither a lock nor a policy of the vault blocks deletion');
    return accepted.includes(guard)
      ? pass(`${GUARDS[guard]} blocks deletion`)
      : fail(`only ${GUARDS[guard]} blocks deletion`);
  },
});
