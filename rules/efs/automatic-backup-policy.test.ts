import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './automatic-backup-policy.ts';

ruleTable(rule, { automaticBackups: true, replica: false }, [
  { name: 'off', facts: { automaticBackups: false }, verdict: 'FAIL', reason: 'are off' },
  {
    name: 'a replica',
    facts: { automaticBackups: false, replica: true },
    verdict: 'NOT_APPLICABLE',
    reason: 'its source',
  },
]);
