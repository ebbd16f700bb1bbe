import { parsePolicy } from '#lib/domain/policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './secret-policy-not-public.ts';

const policy = (change: object) =>
  parsePolicy(
    JSON.stringify({
      Statement: {
        Sid: 'open',
        Effect: 'Allow',
        Principal: '*',
        Action: 'secretsmanager:GetSecretValue',
        Resource: '*',
        ...change,
      },
    }),
  );

ruleTable(rule, { policy: policy({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) }, [
  {
    name: 'everyone',
    facts: { policy: policy({}) },
    verdict: 'FAIL',
    reason: 'lets everyone in by statement "open"',
  },
  {
    name: 'everyone from some addresses',
    facts: {
      policy: policy({ Sid: undefined, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    },
    verdict: 'FAIL',
    reason: 'by statement number 1',
  },
  {
    name: 'everyone but one',
    facts: { policy: policy({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }) },
    verdict: 'FAIL',
    reason: /"open"/,
  },
  {
    name: 'one Organization',
    facts: { policy: policy({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }) },
    verdict: 'PASS',
    reason: /no statement/,
  },
  { name: 'no policy', facts: { policy: null }, verdict: 'PASS', reason: /has no policy/ },
]);
