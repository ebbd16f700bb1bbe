import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './repository-not-public.ts';

const policy = openPolicy('ecr:BatchGetImage');

ruleTable(rule, { policy: policy({ ...ONE_ACCOUNT, Resource: undefined }) }, [
  ...publicPolicyRows(policy),
  { name: 'no policy', facts: { policy: null }, verdict: 'PASS', reason: /has no policy/ },
]);
