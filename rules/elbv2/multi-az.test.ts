import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './multi-az.ts';

ruleTable(rule, { zones: ['eu-west-1a', 'eu-west-1b'] }, [
  { name: 'one', facts: { zones: ['eu-west-1a'] }, verdict: 'FAIL', reason: 'eu-west-1a only' },
  { name: 'none', facts: { zones: [] }, verdict: 'FAIL', reason: 'no zone' },
  { name: 'too few here', parameters: { minZones: 3 }, verdict: 'FAIL', reason: 'eu-west-1b only' },
]);
