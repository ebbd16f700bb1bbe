import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './service-no-public-ip.ts';

ruleTable(rule, { publicIp: false }, [
  { name: 'public', facts: { publicIp: true }, verdict: 'FAIL', reason: 'a public address' },
  {
    name: 'no network of its own',
    facts: { publicIp: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'instances',
  },
]);
