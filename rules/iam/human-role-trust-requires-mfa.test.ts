import { kept, MEMBER, OWN_ACCOUNT, STRANGER, trusting } from '../../test/support/role-trust.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './human-role-trust-requires-mfa.ts';

const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

ruleTable(rule, { roleName: 'admin', keeper: null, ...trusting({ ...OWN_ACCOUNT, ...MFA }) }, [
  kept('IAM Identity Center'),
  {
    name: 'its own account',
    facts: trusting(OWN_ACCOUNT),
    verdict: 'FAIL',
    reason: /^without a second factor: arn:aws:iam::111122223333:root by statement number 1$/,
  },
  { name: 'a member account', facts: trusting(MEMBER), verdict: 'FAIL', reason: '222233334444' },
  {
    name: 'a user',
    facts: trusting({ Principal: { AWS: 'arn:aws:iam::111122223333:user/ann' } }),
    verdict: 'FAIL',
    reason: 'user/ann',
  },
  {
    name: 'everyone of the Organization',
    facts: trusting({
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    }),
    verdict: 'FAIL',
    reason: 'factor: * by',
  },
  {
    name: 'a role',
    facts: trusting({ Principal: { AWS: 'arn:aws:iam::222233334444:role/deploy' } }),
    verdict: 'NOT_APPLICABLE',
    reason: 'no IAM user',
  },
  {
    name: 'programs of a supplier',
    facts: trusting({ ...STRANGER, Condition: { StringEquals: { 'sts:ExternalId': '5f2c' } } }),
    verdict: 'NOT_APPLICABLE',
    reason: 'no IAM user',
  },
  {
    name: 'a service of the Organization',
    facts: { roleName: 'AWSControlTowerExecution', ...trusting(MEMBER) },
    verdict: 'NOT_APPLICABLE',
    reason: 'AWSControlTowerExecution is exempt',
  },
  {
    name: 'a service of this company',
    facts: { roleName: 'provision-eu', ...trusting(MEMBER) },
    parameters: { exemptRoles: ['provision-*'] },
    verdict: 'NOT_APPLICABLE',
    reason: 'provision-eu is exempt',
  },
]);
