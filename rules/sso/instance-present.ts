import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sso-instance-present',
  title: 'People enter the accounts of the Organization through IAM Identity Center',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::Organizations::Organization',
  reads: ['identityCenter'],
  controls: ['access-provisioning', 'credential-hygiene'],
  risk: 'Without one entrance every account has users of its own, and somebody who leaves is forgotten in one of them.',
  remediation: {
    text: 'Enable IAM Identity Center for the Organization in the management account, and connect it to the identity provider.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html',
  },
  check({ identityCenter }) {
    const told = identityCenter
      .map(({ arn, region, status }) => `${arn} in ${region} is ${status}`)
      .join(', ');
    return identityCenter.some(({ status }) => status === 'ACTIVE')
      ? pass(told)
      : fail(told || 'no enabled Region has an instance for the Organization');
  },
});
