import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './expired-server-certificates-removed.ts';

ruleTable(rule, { daysLeft: 30 }, [
  { name: 'expired', facts: { daysLeft: -1 }, verdict: 'FAIL', reason: 'expired 1 days ago' },
  { name: 'last day', facts: { daysLeft: 0 }, verdict: 'PASS', reason: 'expires in 0 days' },
]);
