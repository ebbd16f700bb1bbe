import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './management-account-no-workloads.ts';

const instance = (id: number) => `arn:aws:ec2:eu-west-1:111122223333:instance/i-${id}`;
const billing = 'arn:aws:lambda:us-east-1:111122223333:function:billing-report';

ruleTable(rule, { managementWorkloads: [] }, [
  { name: 'an instance', facts: { managementWorkloads: [instance(1)] }, verdict: 'FAIL', reason: /i-1$/ },
  {
    name: 'as many as are named',
    facts: { managementWorkloads: [1, 2, 3, 4, 5].map(instance) },
    verdict: 'FAIL',
    reason: /i-5$/,
  },
  {
    name: 'more than are named',
    facts: { managementWorkloads: [1, 2, 3, 4, 5, 6].map(instance) },
    verdict: 'FAIL',
    reason: /i-5 and 1 more$/,
  },
  {
    name: 'what serves the Organization',
    facts: { managementWorkloads: [billing] },
    parameters: { exempt: ['arn:aws:lambda:*:*:function:billing-*'] },
    verdict: 'PASS',
    reason: 'nothing runs there but 1 exempt',
  },
  {
    name: 'an instance beside it',
    facts: { managementWorkloads: [instance(1), billing] },
    parameters: { exempt: [billing] },
    verdict: 'FAIL',
    reason: /^arn:aws:ec2.*i-1$/,
  },
]);
