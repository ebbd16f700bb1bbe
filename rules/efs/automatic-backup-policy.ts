import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'efs-automatic-backup-policy',
  title: 'File systems of EFS are backed up automatically',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::EFS::FileSystem',
  reads: ['automaticBackups', 'replica'],
  controls: ['backup-coverage'],
  risk: 'A file that was deleted, or encrypted by an intruder, on one machine is gone for all of them.',
  remediation: {
    text: 'Turn on automatic backups of the file system. Where a backup plan of your own has it, accept the finding with that plan as the compensating control.',
    cli: 'aws efs put-backup-policy --file-system-id ID --backup-policy Status=ENABLED',
    url: 'https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html',
  },
  references: {
    securityHub: ['EFS.2', 'EFS.7'],
    configRule: ['efs-in-backup-plan'],
    prowler: ['efs_have_backup_enabled'],
    steampipe: ['efs_file_system_in_backup_plan'],
  },
  check({ automaticBackups, replica }) {
    if (replica) return notApplicable('a replica: the backups of its source decide');
    return automaticBackups ? pass('automatic backups are on') : fail('automatic backups are off');
  },
});
