import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './policy-not-public.ts';

const policy = openPolicy('lambda:InvokeFunction');

ruleTable(rule, { policy: policy(ONE_ACCOUNT) }, [
  ...publicPolicyRows(policy).map((row) =>
    row.verdict === 'PASS' ? { ...row, reason: /no statement of the policy lets every account/ } : row,
  ),
  { name: 'no policy', facts: { policy: null }, verdict: 'PASS', reason: /has no policy/ },
  {
    name: 'everyone who signs, through the URL',
    facts: {
      policy: policy({
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      }),
    },
    verdict: 'FAIL',
    reason: '"open"',
  },
  {
    name: 'everyone through the URL, which another rule judges',
    facts: {
      policy: policy({
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      }),
    },
    verdict: 'PASS',
    reason: 'every account',
  },
  {
    name: 'one bucket',
    facts: {
      policy: policy({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::shop' } } }),
    },
    verdict: 'PASS',
    reason: 'every account',
  },
]);
