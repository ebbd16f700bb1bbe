import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-not-public.ts';

ruleTable(rule, { publiclyAccessible: false }, [
  { name: 'public', facts: { publiclyAccessible: true }, verdict: 'FAIL', reason: 'public address' },
]);
