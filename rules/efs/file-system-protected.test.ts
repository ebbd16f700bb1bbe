import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, backedUp, exemptRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './file-system-protected.ts';

const bare = { awsBackup: NO_BACKUP };

ruleTable(rule, { replica: false, automaticBackups: true, ageDays: 30, tags: {}, awsBackup: backedUp(1) }, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  {
    name: 'a replica',
    facts: { ...bare, replica: true },
    verdict: 'NOT_APPLICABLE',
    reason: 'its source',
  },
  {
    name: 'nothing is to back it up',
    facts: { ...bare, automaticBackups: false },
    verdict: 'NOT_APPLICABLE',
    reason: 'efs-automatic-backup-policy',
  },
  {
    name: 'a plan is to, and does not',
    facts: { automaticBackups: false, awsBackup: backedUp(2) },
    verdict: 'FAIL',
    reason: 'newest recovery point of 2 days ago',
  },
  {
    name: 'somebody does by hand',
    facts: { automaticBackups: false, awsBackup: { ...backedUp(1), plans: [] } },
    verdict: 'PASS',
    reason: '1 days ago',
  },
]);
