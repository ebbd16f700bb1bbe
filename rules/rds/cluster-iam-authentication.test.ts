import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-iam-authentication.ts';

ruleTable(rule, { iamAuthentication: true }, [
  { name: 'off', facts: { iamAuthentication: false }, verdict: 'FAIL', reason: 'passwords' },
  {
    name: 'an engine without it',
    facts: { iamAuthentication: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'the engine',
  },
]);
