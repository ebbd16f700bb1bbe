import { kept, MEMBER, OWN_ACCOUNT, STRANGER, trusting } from '../../test/support/role-trust.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './role-trust-external-account-has-external-id.ts';

const externalId = (value: string) => ({ Condition: { StringEquals: { 'sts:ExternalId': value } } });

ruleTable(rule, { keeper: null, alone: false, ...trusting(OWN_ACCOUNT, MEMBER) }, [
  kept('IAM Identity Center'),
  {
    name: 'a stranger without',
    facts: trusting(MEMBER, { ...STRANGER, Sid: 'Vendor' }),
    verdict: 'FAIL',
    reason: /^no external ID is asked of arn:aws:iam::444455556666:root by statement "Vendor"$/,
  },
  {
    name: 'a stranger, where every other account is one',
    facts: { alone: true, ...trusting(STRANGER) },
    verdict: 'FAIL',
    reason: 'scanned alone',
  },
  {
    name: 'a role of a stranger, by its number',
    facts: trusting({ Principal: { AWS: ['444455556666', 'arn:aws:iam::444455556666:role/scan'] } }),
    verdict: 'FAIL',
    reason: 'asked of 444455556666 by statement number 1, arn:aws:iam::444455556666:role/scan',
  },
  {
    name: 'everyone of an account outside',
    facts: trusting({
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } },
    }),
    verdict: 'FAIL',
    reason: 'asked of * by',
  },
  {
    name: 'an external ID',
    facts: trusting({ ...STRANGER, ...externalId('5f2c') }),
    verdict: 'PASS',
    reason: 'every account outside',
  },
  {
    name: 'any external ID',
    facts: trusting({ ...STRANGER, Condition: { StringLike: { 'sts:ExternalId': '*' } } }),
    verdict: 'FAIL',
    reason: '444455556666',
  },
  {
    name: 'a person with a second factor',
    facts: trusting({ ...STRANGER, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    verdict: 'PASS',
    reason: 'second factor',
  },
  {
    name: 'an account outside that is of the company',
    facts: trusting(STRANGER),
    parameters: { approvedAccounts: ['444455556666'] },
    verdict: 'PASS',
    reason: 'no account outside',
  },
  {
    name: 'an identity provider is another matter',
    facts: trusting({
      Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/okta' },
      Action: 'sts:AssumeRoleWithSAML',
    }),
    verdict: 'PASS',
    reason: 'no account outside',
  },
  {
    name: 'a stranger who may tag sessions alone',
    facts: trusting({ ...STRANGER, Action: 'sts:TagSession' }),
    verdict: 'PASS',
    reason: 'no account outside',
  },
]);
