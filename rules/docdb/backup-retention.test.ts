import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './backup-retention.ts';

ruleTable(rule, { backupRetentionDays: 7 }, [
  { name: 'too short', facts: { backupRetentionDays: 6 }, verdict: 'FAIL', reason: '6 days, less than 7' },
  {
    name: 'too short for this company',
    parameters: { minDays: 35 },
    verdict: 'FAIL',
    reason: '7 days, less than 35',
  },
]);
