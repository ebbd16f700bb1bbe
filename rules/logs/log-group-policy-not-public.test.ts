import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './log-group-policy-not-public.ts';

const policy = openPolicy('logs:PutLogEvents');

ruleTable(rule, { policy: policy(ONE_ACCOUNT) }, publicPolicyRows(policy));
