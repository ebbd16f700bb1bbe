import { judgeRetention } from '#lib/domain/retention.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'fsx-backup-retention',
  title: 'Daily backups of FSx file systems are kept long enough',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::FSx::FileSystem',
  reads: ['backupRetentionDays'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'Files that were deleted or overwritten can be put back only as long as a backup from before that exists.',
  remediation: {
    text: 'Set for how many days FSx keeps the daily backups; 0 turns them off. Where a backup plan of your own has the file system, accept the finding with that plan as the compensating control.',
    cli: 'aws fsx update-file-system --file-system-id ID --windows-configuration AutomaticBackupRetentionDays=35',
    url: 'https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html',
  },
  // As long as for databases, and for the same reason: rds-instance-protected.
  parameters: { minDays: 7 },
  check({ backupRetentionDays }, { minDays }) {
    if (backupRetentionDays === null)
      return notApplicable(
        'FSx makes no backups of a scratch file system, nor of one that is linked to a bucket',
      );
    return judgeRetention('daily backups', backupRetentionDays, minDays);
  },
});
