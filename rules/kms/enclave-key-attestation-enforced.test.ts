import { parsePolicy } from '#lib/domain/policy/document.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './enclave-key-attestation-enforced.ts';

const DIGEST = '9fedcba8'.repeat(12);
const IMAGE = 'kms:RecipientAttestation:ImageSha384';
const proof = (operator: string, value: string | readonly string[], key = IMAGE) => ({
  Condition: { [operator]: { [key]: value } },
});
const enclave = {
  Sid: 'enclave',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  ...proof('StringEqualsIgnoreCase', DIGEST),
};
const account = { Sid: 'account', NotAction: 'kms:Decrypt' };
const key = (...statements: readonly object[]) => ({
  policy: parsePolicy(
    JSON.stringify({
      Statement: statements.map((statement) => ({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Resource: '*',
        ...statement,
      })),
    }),
  ),
});
const guard = (change: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'kms:Decrypt',
  ...proof('StringNotEqualsIgnoreCase', DIGEST),
  ...change,
});
const open = { Sid: 'open', Action: 'kms:*' };

ruleTable(rule, key(account, enclave), [
  {
    name: 'an ordinary key',
    facts: key({ Action: 'kms:*' }),
    verdict: 'NOT_APPLICABLE',
    reason: 'asks no enclave',
  },
  {
    name: 'the account may do everything',
    facts: key(open, enclave),
    verdict: 'FAIL',
    reason: 'statement "open" lets decrypt without attestation',
  },
  {
    name: 'everything but something else',
    facts: key({ Sid: 'open', NotAction: 'kms:ScheduleKeyDeletion' }, enclave),
    verdict: 'FAIL',
    reason: '"open"',
  },
  {
    name: 'encryption alone',
    facts: key({ Action: 'kms:Encrypt' }, enclave),
    verdict: 'PASS',
    reason: 'nobody',
  },
  { name: 'a denial closes it', facts: key(open, enclave, guard()), verdict: 'PASS', reason: 'nobody' },
  {
    name: 'a denial to one role',
    facts: key(open, enclave, guard({ Principal: { AWS: 'arn:aws:iam::111122223333:role/ops' } })),
    verdict: 'FAIL',
    reason: '"open"',
  },
  {
    name: 'a denial in other words, to every account',
    facts: key(
      open,
      enclave,
      guard({
        Principal: { AWS: '*' },
        ...proof('StringNotEqualsIfExists', DIGEST, 'kms:RecipientAttestation:PCR8'),
      }),
    ),
    verdict: 'PASS',
    reason: 'nobody',
  },
  {
    name: 'a denial with a second reason',
    facts: key(
      open,
      enclave,
      guard({
        Condition: { StringNotEquals: { [IMAGE]: DIGEST }, Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
    ),
    verdict: 'FAIL',
    reason: '"open"',
  },
  {
    name: 'a denial of something else',
    facts: key(open, enclave, guard({ Action: 'kms:Encrypt' })),
    verdict: 'FAIL',
    reason: '"open"',
  },
  {
    name: 'enclaves in debug mode',
    facts: key({ ...enclave, ...proof('StringEquals', [DIGEST, '0'.repeat(96)]) }),
    verdict: 'FAIL',
    reason: '"enclave"',
  },
  {
    name: 'every enclave',
    facts: key({ ...enclave, ...proof('StringLike', '*') }),
    verdict: 'FAIL',
    reason: '"enclave"',
  },
  {
    name: 'proof only where there is one',
    facts: key({ ...enclave, ...proof('StringEqualsIfExists', DIGEST) }),
    verdict: 'FAIL',
    reason: '"enclave"',
  },
]);
