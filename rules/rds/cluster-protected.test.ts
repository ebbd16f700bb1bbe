import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, exemptRows, KEPT_ROWS } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-protected.ts';

const bare = { backupRetentionDays: 1 };

ruleTable(rule, { backupRetentionDays: 7, ageDays: 30, tags: {}, awsBackup: NO_BACKUP }, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  ...KEPT_ROWS,
  { name: 'what AWS keeps unless told', facts: bare, verdict: 'FAIL', reason: '1 days, less than 7' },
]);
