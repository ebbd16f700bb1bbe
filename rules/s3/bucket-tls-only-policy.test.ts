import { parsePolicy } from '#lib/domain/policy/document.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-tls-only-policy.ts';

const ARN = 'arn:aws:s3:::data';
const policy = (change: object = {}) =>
  parsePolicy(
    JSON.stringify({
      Statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [ARN, `${ARN}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        ...change,
      },
    }),
  );
const denied = /denies every request without TLS/;

ruleTable(rule, { arn: ARN, policy: policy() }, [
  { name: 'no policy', facts: { policy: null }, verdict: 'FAIL', reason: /has no policy/ },
  {
    name: 'no statement at all',
    facts: { policy: { statements: [] } },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'only the objects',
    facts: { policy: policy({ Resource: `${ARN}/*` }) },
    verdict: 'FAIL',
    reason: /only to its objects/,
  },
  {
    name: 'only the bucket',
    facts: { policy: policy({ Resource: ARN }) },
    verdict: 'FAIL',
    reason: /only to the bucket/,
  },
  {
    name: 'only some objects',
    facts: { policy: policy({ Resource: [ARN, `${ARN}/in/*`] }) },
    verdict: 'FAIL',
    reason: /only to the bucket/,
  },
  { name: 'another bucket', facts: { arn: 'arn:aws:s3:::dat' }, verdict: 'FAIL', reason: /no statement/ },
  {
    name: 'a bucket whose name begins alike',
    facts: { arn: `${ARN}-2` },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'only reads',
    facts: { policy: policy({ Action: ['s3:GetObject', 's3:List*'] }) },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'only one account',
    facts: { policy: policy({ Principal: { AWS: '111122223333' } }) },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'some are let off',
    facts: { policy: policy({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }) },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'denies TLS',
    facts: { policy: policy({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }) },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'a second condition',
    facts: {
      policy: policy({
        Condition: { Bool: { 'aws:SecureTransport': false }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      }),
    },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'allows TLS but denies nothing',
    facts: { policy: policy({ Effect: 'Allow' }) },
    verdict: 'FAIL',
    reason: /no statement/,
  },
  {
    name: 'wildcards',
    facts: {
      policy: policy({
        Principal: { AWS: ['*'] },
        Action: ['*'],
        Resource: '*',
        Condition: { BoolIfExists: { 'AWS:SecureTransport': false } },
      }),
    },
    verdict: 'PASS',
    reason: denied,
  },
  {
    name: 'one pattern for both',
    facts: { policy: policy({ Resource: `${ARN}*` }) },
    verdict: 'PASS',
    reason: denied,
  },
]);
