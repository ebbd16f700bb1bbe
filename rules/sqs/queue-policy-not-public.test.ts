import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './queue-policy-not-public.ts';

const policy = openPolicy('sqs:SendMessage');

ruleTable(rule, { policy: policy(ONE_ACCOUNT) }, [
  ...publicPolicyRows(policy),
  { name: 'no policy', facts: { policy: null }, verdict: 'PASS', reason: /has no policy/ },
]);
