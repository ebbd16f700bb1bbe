import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-no-direct-policies.ts';

const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

ruleTable(rule, { inlinePolicies: [], attachedPolicies: [] }, [
  { name: 'inline', facts: { inlinePolicies: ['own'] }, verdict: 'FAIL', reason: /own: inline policy own$/ },
  { name: 'attached', facts: { attachedPolicies: [arn] }, verdict: 'FAIL', reason: `its own: ${arn}` },
]);
