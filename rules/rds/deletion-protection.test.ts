import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './deletion-protection.ts';

ruleTable(rule, { deletionProtection: true, cluster: null }, [
  { name: 'off', facts: { deletionProtection: false }, verdict: 'FAIL', reason: 'is off' },
  {
    name: 'a member of a cluster',
    facts: { cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'orders',
  },
]);
