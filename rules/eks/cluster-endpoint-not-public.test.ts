import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-endpoint-not-public.ts';

ruleTable(rule, { publicCidrs: null }, [
  { name: 'all', facts: { publicCidrs: ['0.0.0.0/0'] }, verdict: 'FAIL', reason: 'every address' },
  {
    name: 'all of IPv6',
    facts: { publicCidrs: ['203.0.113.0/24', '::/0'] },
    verdict: 'FAIL',
    reason: 'every',
  },
  {
    name: 'the office',
    facts: { publicCidrs: ['203.0.113.0/24'] },
    verdict: 'PASS',
    reason: /203\.0\.113\.0\/24 alone$/,
  },
]);
