import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-multi-az.ts';

ruleTable(rule, { multiAz: true }, [
  { name: 'one zone', facts: { multiAz: false }, verdict: 'FAIL', reason: 'in one zone' },
]);
