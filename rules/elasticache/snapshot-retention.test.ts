import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './snapshot-retention.ts';

ruleTable(rule, { snapshotRetentionDays: 7, copyOf: null }, [
  { name: 'off', facts: { snapshotRetentionDays: 0 }, verdict: 'FAIL', reason: 'are off' },
  { name: 'too short', facts: { snapshotRetentionDays: 6 }, verdict: 'FAIL', reason: '6 days, less than 7' },
  {
    name: 'too short for this company',
    parameters: { minDays: 15 },
    verdict: 'FAIL',
    reason: '7 days, less than 15',
  },
  {
    name: 'a copy in another Region',
    facts: { snapshotRetentionDays: 0, copyOf: 'ldgnf-all' },
    verdict: 'NOT_APPLICABLE',
    reason: 'ldgnf-all',
  },
]);
