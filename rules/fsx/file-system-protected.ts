import { awsBackupRoute, judgeProtection, keptRoute, PROTECTION } from '#lib/domain/backup.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'fsx-file-system-protected',
  title: 'File systems of FSx have daily backups that are kept long enough, or a recent one in AWS Backup',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::FSx::FileSystem',
  reads: ['kind', 'backupRetentionDays', 'ageDays', 'tags', 'awsBackup'],
  controls: ['backup-coverage', 'backup-retention'],
  risk: 'Files that were deleted or overwritten can be put back only as long as a backup from before that exists.',
  remediation: {
    text: 'Set for how many days FSx keeps the daily backups, or take the file system into a backup plan.',
    cli: 'aws fsx update-file-system --file-system-id ID --windows-configuration AutomaticBackupRetentionDays=35',
    url: 'https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html',
  },
  // As long as for databases, and for the same reason: rds-instance-protected.
  parameters: { ...PROTECTION, minDays: 7, routes: ['automatic backups', 'AWS Backup'] as readonly string[] },
  references: {
    configRule: ['fsx-resources-protected-by-backup-plan'],
    steampipe: ['fsx_file_system_protected_by_backup_plan'],
  },
  check({ kind, backupRetentionDays: days, ...fileSystem }, parameters) {
    if (days === null) return notApplicable('scratch, or linked to a bucket: FSx makes no backups of it');
    const kept = keptRoute('automatic backups', days, parameters);
    // AWS Backup takes backups of the volumes of ONTAP, not of the whole, and nobody lists those here.
    if (kind === 'ONTAP' && !kept.adequate)
      return notApplicable(`${kept.observed}, and backups of each volume of ONTAP are not read`);
    return judgeProtection([kept, awsBackupRoute(fileSystem, parameters)], fileSystem, parameters);
  },
});
