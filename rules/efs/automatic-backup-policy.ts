import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'efs-automatic-backup-policy',
  title: 'File systems of EFS are backed up automatically, or by a backup plan',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::EFS::FileSystem',
  reads: ['automaticBackups', 'replica', 'awsBackup'],
  controls: ['backup-coverage'],
  risk: 'Backups that somebody has to think of are missing on the day on which they are needed.',
  remediation: {
    text: 'Turn on automatic backups of the file system, or take it into a backup plan.',
    cli: 'aws efs put-backup-policy --file-system-id ID --backup-policy Status=ENABLED',
    url: 'https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html',
  },
  references: {
    securityHub: ['EFS.2', 'EFS.7'],
    configRule: ['efs-in-backup-plan'],
    prowler: ['efs_have_backup_enabled'],
    steampipe: ['efs_file_system_in_backup_plan'],
  },
  check({ automaticBackups, replica, awsBackup }) {
    if (replica) return notApplicable('a replica: the backups of its source decide');
    if (automaticBackups) return pass('automatic backups are on');
    const plan = awsBackup.plans.find(({ certain }) => certain);
    return plan
      ? pass(`the backup plan ${plan.name} takes it in`)
      : fail('automatic backups are off, and no plan takes it in');
  },
});
