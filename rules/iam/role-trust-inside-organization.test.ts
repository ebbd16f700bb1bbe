import { kept, MEMBER, OWN_ACCOUNT, STRANGER, trusting } from '../../test/support/role-trust.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './role-trust-inside-organization.ts';

ruleTable(rule, { keeper: null, alone: false, ...trusting(OWN_ACCOUNT, MEMBER) }, [
  kept('an AWS service'),
  {
    name: 'a stranger, with an external ID too',
    facts: trusting(MEMBER, { ...STRANGER, Condition: { StringEquals: { 'sts:ExternalId': '5f2c' } } }),
    verdict: 'FAIL',
    reason: /^the role trusts arn:aws:iam::444455556666:root by statement number 2$/,
  },
  {
    name: 'a stranger, where every other account is one',
    facts: { alone: true, ...trusting(STRANGER) },
    verdict: 'FAIL',
    reason: 'scanned alone',
  },
  {
    name: 'a stranger whom the company knows',
    facts: trusting(STRANGER),
    parameters: { approvedAccounts: ['444455556666'] },
    verdict: 'PASS',
    reason: 'is approved',
  },
  { name: 'everyone', facts: trusting({ Principal: '*' }), verdict: 'FAIL', reason: 'trusts * by' },
  {
    name: 'everyone of the Organization',
    facts: trusting({
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    }),
    verdict: 'PASS',
    reason: 'no AWS account outside',
  },
  {
    name: 'everyone from a network, whoever they are',
    facts: trusting({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
    verdict: 'FAIL',
    reason: 'trusts *',
  },
  {
    name: 'services and identity providers are another matter',
    facts: trusting(
      { Principal: { Service: 'states.amazonaws.com' } },
      { Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' },
    ),
    verdict: 'PASS',
    reason: 'no AWS account outside',
  },
]);
