import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './organization-policy-in-effect.ts';

ruleTable(rule, { organizationPlans: ['daily'] }, [
  { name: 'no plan', facts: { organizationPlans: [] }, verdict: 'FAIL', reason: 'no backup policy' },
  { name: 'two', facts: { organizationPlans: ['a', 'b'] }, verdict: 'PASS', reason: /: a, b$/ },
]);
