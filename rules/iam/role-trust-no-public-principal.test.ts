import { parsePolicy } from '#lib/domain/policy/document.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './role-trust-no-public-principal.ts';

const trust = (statement: object) =>
  parsePolicy(JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] }));
const anyone = { Principal: { AWS: '*' } };

ruleTable(rule, { path: '/', trustPolicy: trust({ Principal: { Service: 'ec2.amazonaws.com' } }) }, [
  {
    name: 'every AWS account',
    facts: { trustPolicy: trust(anyone) },
    verdict: 'FAIL',
    reason: /^statement number 1 /,
  },
  {
    name: 'everyone, in short',
    facts: { trustPolicy: trust({ Sid: 'Open', Principal: '*' }) },
    verdict: 'FAIL',
    reason: 'statement "Open" of the trust policy lets everyone in',
  },
  {
    name: 'an external id is no identity',
    facts: { trustPolicy: trust({ ...anyone, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }) },
    verdict: 'FAIL',
    reason: 'lets everyone in',
  },
  {
    name: 'everyone of the Organization',
    facts: {
      trustPolicy: trust({ ...anyone, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'another account',
    facts: { trustPolicy: trust({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }) },
    verdict: 'PASS',
    reason: 'no statement',
  },
  {
    name: 'service-linked role',
    facts: { path: '/aws-service-role/support.amazonaws.com/', trustPolicy: trust(anyone) },
    verdict: 'NOT_APPLICABLE',
    reason: 'AWS service owns',
  },
]);
