import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './vpc-multi-az.ts';

ruleTable(rule, { zones: ['eu-west-1a', 'eu-west-1b'] }, [
  { name: 'one zone', facts: { zones: ['eu-west-1a'] }, verdict: 'FAIL', reason: /in eu-west-1a$/ },
  { name: 'two of three', parameters: { minZones: 3 }, verdict: 'FAIL', reason: '1a, eu-west-1b' },
  { name: 'no VPC', facts: { zones: null }, verdict: 'NOT_APPLICABLE', reason: 'no VPC' },
]);
