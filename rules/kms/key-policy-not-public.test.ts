import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './key-policy-not-public.ts';

const policy = openPolicy('kms:Decrypt');

ruleTable(rule, { manager: 'CUSTOMER', policy: policy(ONE_ACCOUNT) }, [
  ...publicPolicyRows(policy),
  {
    name: 'everyone of one account',
    facts: { policy: policy({ Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } } }) },
    verdict: 'PASS',
    reason: /no statement/,
  },
  {
    name: 'everyone through one service',
    facts: {
      policy: policy({ Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }),
    },
    verdict: 'FAIL',
    reason: /"open"/,
  },
  { name: 'key of AWS', facts: { manager: 'AWS' }, verdict: 'NOT_APPLICABLE', reason: /AWS manages/ },
]);
