import { ONE_ACCOUNT, openPolicy } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './function-url-authenticated.ts';

const policy = openPolicy('lambda:InvokeFunctionUrl');
const type = (value: string) => ({ StringEquals: { 'lambda:FunctionUrlAuthType': value } });

ruleTable(rule, { policy: policy(ONE_ACCOUNT) }, [
  {
    name: 'everyone unsigned',
    facts: { policy: policy({ Condition: type('NONE') }) },
    verdict: 'FAIL',
    reason: 'everyone through its URL by statement "open"',
  },
  {
    name: 'the second permission that such a URL needs',
    facts: {
      policy: policy({
        Action: 'lambda:InvokeFunction',
        Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
      }),
    },
    verdict: 'FAIL',
    reason: '"open"',
  },
  {
    name: 'signed requests of one Organization',
    facts: {
      policy: policy({
        Condition: {
          StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM', 'aws:PrincipalOrgID': 'o-abcdefghij' },
        },
      }),
    },
    verdict: 'PASS',
    reason: /nobody/,
  },
  {
    name: 'unsigned requests from one network',
    facts: {
      policy: policy({
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE', 'aws:SourceVpce': 'vpce-1' } },
      }),
    },
    verdict: 'PASS',
    reason: /nobody/,
  },
  { name: 'no policy', facts: { policy: null }, verdict: 'PASS', reason: /nobody/ },
]);
