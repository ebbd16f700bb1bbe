import { awsBackupRoute, judgeProtection, PROTECTION } from '#lib/domain/backup.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'efs-file-system-protected',
  title: 'File systems of EFS that something is to back up have a recent backup',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::EFS::FileSystem',
  reads: ['replica', 'automaticBackups', 'ageDays', 'tags', 'awsBackup'],
  controls: ['backup-coverage'],
  risk: 'A file that was deleted, or encrypted by an intruder, on one machine is gone for all of them.',
  remediation: {
    text: 'Turn on automatic backups of the file system, or take it into a backup plan.',
    cli: 'aws efs put-backup-policy --file-system-id ID --backup-policy Status=ENABLED',
    url: 'https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html',
  },
  parameters: PROTECTION,
  references: {
    configRule: ['efs-resources-protected-by-backup-plan'],
    steampipe: ['efs_file_system_protected_by_backup_plan'],
  },
  // Automatic backups of EFS are taken by AWS Backup, too: there is no other way.
  check({ replica, automaticBackups, ...fileSystem }, parameters) {
    if (replica) return notApplicable('a replica: the backups of its source decide');
    const route = awsBackupRoute(fileSystem, parameters);
    if (!route.adequate && !route.coming && !automaticBackups)
      return notApplicable('nothing is to back it up, which efs-automatic-backup-policy tells');
    return judgeProtection([route], fileSystem, { ...parameters, routes: [route.name] });
  },
});
