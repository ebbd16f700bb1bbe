import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './no-inline-policies.ts';

const ARN = 'arn:aws:iam::111122223333:';

ruleTable(rule, { kind: 'customer-managed', holders: [] }, [
  {
    name: 'inline',
    facts: { kind: 'inline', holders: [`${ARN}role/app`] },
    verdict: 'FAIL',
    reason: 'inside arn:aws:iam::111122223333:role/app',
  },
  {
    name: 'of a permission set',
    facts: { kind: 'inline', holders: [`${ARN}role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_a_b`] },
    verdict: 'NOT_APPLICABLE',
    reason: 'permission set',
  },
  { name: 'of AWS', facts: { kind: 'aws-managed' }, verdict: 'PASS', reason: 'managed one' },
]);
