import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, exemptRows, KEPT_ROWS } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './file-system-protected.ts';

const base = { kind: 'WINDOWS', backupRetentionDays: 7, ageDays: 30, tags: {}, awsBackup: NO_BACKUP };
const bare = { backupRetentionDays: 0 };

ruleTable(rule, base, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  ...KEPT_ROWS,
  { name: 'ONTAP', facts: { kind: 'ONTAP' }, verdict: 'PASS', reason: 'last 7 days' },
  {
    name: 'ONTAP, whose volumes may have backups',
    facts: { ...bare, kind: 'ONTAP' },
    verdict: 'NOT_APPLICABLE',
    reason: 'each volume',
  },
  {
    name: 'without backups',
    facts: { backupRetentionDays: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'scratch',
  },
]);
