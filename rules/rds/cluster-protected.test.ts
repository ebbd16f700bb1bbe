import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, exemptRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-protected.ts';

const bare = { backupRetentionDays: 1 };

ruleTable(rule, { backupRetentionDays: 7, ageDays: 30, tags: {}, awsBackup: NO_BACKUP }, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  { name: 'what AWS keeps unless told', facts: bare, verdict: 'FAIL', reason: '1 days, less than 7' },
  {
    name: 'too short for this company',
    parameters: { minDays: 35 },
    verdict: 'FAIL',
    reason: '7 days, less than 35',
  },
  {
    name: 'a company that wants AWS Backup',
    parameters: { routes: ['AWS Backup'] },
    verdict: 'FAIL',
    reason: /^no recovery point in AWS Backup/,
  },
]);
