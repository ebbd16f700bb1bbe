import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-iam-authentication.ts';

ruleTable(rule, { iamAuthentication: true, cluster: null }, [
  { name: 'off', facts: { iamAuthentication: false }, verdict: 'FAIL', reason: 'passwords' },
  {
    name: 'an engine without it',
    facts: { iamAuthentication: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'the engine',
  },
  {
    name: 'a member of a cluster',
    facts: { iamAuthentication: false, cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'cluster orders',
  },
]);
