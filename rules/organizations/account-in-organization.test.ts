import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './account-in-organization.ts';

ruleTable(rule, { organization: 'o-exampleorgid' }, [
  { name: 'alone', facts: { organization: null }, verdict: 'FAIL', reason: 'no Organization' },
]);
