import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-backup-retention.ts';

ruleTable(rule, { backupRetentionDays: 7, cluster: null, replicaOf: null }, [
  { name: 'off', facts: { backupRetentionDays: 0 }, verdict: 'FAIL', reason: 'are off' },
  { name: 'too short', facts: { backupRetentionDays: 6 }, verdict: 'FAIL', reason: '6 days, less than 7' },
  {
    name: 'too short for this company',
    parameters: { minDays: 35 },
    verdict: 'FAIL',
    reason: '7 days, less than 35',
  },
  {
    name: 'a member of a cluster',
    facts: { cluster: 'orders', backupRetentionDays: 1 },
    verdict: 'NOT_APPLICABLE',
    reason: 'cluster orders',
  },
  {
    name: 'a read replica',
    facts: { replicaOf: 'shop', backupRetentionDays: 0 },
    verdict: 'NOT_APPLICABLE',
    reason: 'its source shop',
  },
]);
