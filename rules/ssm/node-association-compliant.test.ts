import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './node-association-compliant.ts';

ruleTable(rule, { compliant: true, lacking: {} }, [
  {
    name: 'failing',
    facts: { compliant: false, lacking: { unspecified: 1, high: 1 } },
    verdict: 'FAIL',
    reason: /fail: 1 high, 1 unspecified$/,
  },
]);
