import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './topic-policy-not-public.ts';

const policy = openPolicy('SNS:Publish');

ruleTable(rule, { policy: policy(ONE_ACCOUNT) }, [
  ...publicPolicyRows(policy),
  {
    name: 'the policy that AWS makes',
    facts: {
      policy: policy({
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
      }),
    },
    verdict: 'PASS',
    reason: /no statement/,
  },
]);
