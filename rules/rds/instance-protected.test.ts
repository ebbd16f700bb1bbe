import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, exemptRows } from '../../test/support/protection-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-protected.ts';

const base = {
  backupRetentionDays: 7,
  cluster: null,
  replicaOf: null,
  ageDays: 30,
  tags: {},
  awsBackup: NO_BACKUP,
};
const bare = { backupRetentionDays: 0 };

ruleTable(rule, base, [
  ...awsBackupRows(bare),
  ...exemptRows(bare),
  { name: 'too short', facts: { backupRetentionDays: 6 }, verdict: 'FAIL', reason: '6 days, less than 7' },
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
    reason: /^no recovery point in AWS Backup, no plan selects it$/,
  },
  {
    name: 'new, and nothing will come',
    facts: { ...bare, ageDays: 0 },
    verdict: 'FAIL',
    reason: /^no automated/,
  },
  {
    name: 'a member of a cluster',
    facts: { ...bare, cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'cluster orders',
  },
  {
    name: 'a read replica',
    facts: { ...bare, replicaOf: 'shop' },
    verdict: 'NOT_APPLICABLE',
    reason: 'its source shop',
  },
]);
