import { NO_BACKUP } from '../../test/support/no-backups.ts';
import { awsBackupRows, exemptRows, KEPT_ROWS } from '../../test/support/protection-rows.ts';
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
  ...KEPT_ROWS,
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
