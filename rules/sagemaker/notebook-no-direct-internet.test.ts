import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './notebook-no-direct-internet.ts';

ruleTable(rule, { directInternetAccess: false }, [
  { name: 'direct', facts: { directInternetAccess: true }, verdict: 'FAIL', reason: 'its own way' },
]);
