import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './drops-invalid-headers.ts';

ruleTable(rule, { dropsInvalidHeaders: true }, [
  { name: 'passed on', facts: { dropsInvalidHeaders: false }, verdict: 'FAIL', reason: 'passed on' },
  {
    name: 'not HTTP',
    facts: { dropsInvalidHeaders: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'does not read HTTP',
  },
]);
