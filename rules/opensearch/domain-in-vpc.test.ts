import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-in-vpc.ts';

ruleTable(rule, { vpc: 'vpc-1' }, [
  { name: 'public', facts: { vpc: null }, verdict: 'FAIL', reason: 'public endpoint' },
]);
