import { describe, expect, test } from '@jest/globals';
import { broadGrants, judgeBroadGrants } from './broad.ts';
import { parsePolicy, statementName } from './document.ts';

const policy = (...Statement: readonly object[]) => parsePolicy(JSON.stringify({ Statement }));
const decrypt = { Sid: 'a', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const asked = ['kms:Decrypt', 'kms:ReEncryptFrom'];
const found = (...statements: readonly object[]) => {
  const document = policy(...statements);
  return broadGrants(document, asked).map(({ statement, actions }) => [
    statementName(document, statement),
    ...actions,
  ]);
};

describe('broad grants', () => {
  test.each([
    ['by name', {}, ['kms:Decrypt']],
    ['in another case', { Action: 'KMS:DECRYPT' }, ['kms:Decrypt']],
    ['by a wildcard', { Action: ['s3:*', 'kms:*'] }, asked],
    ['by a question mark', { Action: 'kms:Decryp?' }, ['kms:Decrypt']],
    ['by all but others', { Action: undefined, NotAction: 'iam:*' }, asked],
    ['on all but one', { Resource: undefined, NotResource: 'arn:aws:kms:*:*:key/1' }, ['kms:Decrypt']],
    ...[
      'arn:aws:kms:*:111122223333:key/*',
      'arn:aws:kms:eu-west-1:111122223333:*',
      'arn:aws:kms:*',
      'arn:*',
    ].map((Resource) => [`on ${Resource}`, { Resource }, ['kms:Decrypt']] as const),
    ...['aws:SecureTransport', 'aws:MultiFactorAuthPresent', 'aws:PrincipalAccount'].map(
      (key) => [`for who meets ${key}`, { Condition: { Bool: { [key]: 'true' } } }, ['kms:Decrypt']] as const,
    ),
  ])('%s', (_, change, actions) => {
    expect(found({ ...decrypt, ...change })).toEqual([['"a"', ...actions]]);
  });

  test.each([
    ['a denial', { Effect: 'Deny' }],
    ['another action', { Action: 'kms:DescribeKey' }],
    ['all but these', { Action: undefined, NotAction: ['kms:*'] }],
    ['one key', { Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1' }],
    ['keys of a prefix', { Resource: 'arn:aws:kms:eu-west-1:111122223333:key/a*' }],
    ['every resource of another service', { Resource: 'arn:aws:s3:::*' }],
    ['a condition on what is reached', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } }],
    ['a condition on the way', { Condition: { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } } }],
  ])('not %s', (_, change) => {
    expect(found({ ...decrypt, ...change })).toEqual([]);
  });

  test('all of one bucket is not all buckets', () => {
    const read = { Effect: 'Allow', Action: 's3:GetObject' };
    const on = (Resource: string) => broadGrants(policy({ ...read, Resource }), ['s3:GetObject']).length;
    expect(['arn:aws:s3:::reports/*', 'arn:aws:s3:::re-ports*'].map(on)).toEqual([0, 0]);
    expect(['arn:aws:s3:::*', 'arn:aws:s3:::*/*'].map(on)).toEqual([1, 1]);
  });

  test('a Deny withdraws what it names, unless it holds only under a condition or for some resources', () => {
    const deny = { Effect: 'Deny', Action: 'kms:D*', Resource: '*' };
    const all = { ...decrypt, Action: 'kms:*' };
    expect(found(all, deny)).toEqual([['"a"', 'kms:ReEncryptFrom']]);
    expect(found(all, { ...deny, Action: undefined, NotAction: 's3:*' })).toEqual([]);
    expect(found(all, { ...deny, Resource: 'arn:aws:kms:*:*:key/1' })).toHaveLength(1);
    expect(found(decrypt, { ...deny, Condition: { Bool: { 'aws:ViaAWSService': 'false' } } })).toHaveLength(
      1,
    );
  });

  test('a pattern must be allowed in full', () => {
    const full = (...statements: readonly object[]) => broadGrants(policy(...statements), ['bedrock:*']);
    const every = { ...decrypt, Action: 'bedrock:*' };
    expect(full(every)).toHaveLength(1);
    expect(full({ ...every, Action: '*' })).toHaveLength(1);
    expect(full({ ...every, Action: undefined, NotAction: ['iam:*'] })).toHaveLength(1);
    expect(full({ ...every, Action: 'bedrock:Invoke*' })).toEqual([]);
    expect(full({ ...every, Action: undefined, NotAction: ['bedrock:Delete*'] })).toEqual([]);
    expect(full(every, { Effect: 'Deny', Action: 'bedrock:DeleteGuardrail', Resource: '*' })).toEqual([]);
  });
});

test('what is a boundary alone grants nothing; policies for administrators are left to the rules about those', () => {
  const policyOf = (...statements: readonly object[]) => ({
    document: policy(...statements),
    holders: ['arn:aws:iam::111122223333:user/a'],
    boundaryOf: 1,
  });
  const judged = (...statements: readonly object[]) => judgeBroadGrants(policyOf(...statements), asked);
  expect(judgeBroadGrants({ ...policyOf(decrypt), holders: [] }, asked)).toMatchObject({
    verdict: 'NOT_APPLICABLE',
  });
  expect(judged({ ...decrypt, Action: '*' })).toMatchObject({ verdict: 'NOT_APPLICABLE' });
  expect(judged(decrypt)).toEqual({
    verdict: 'FAIL',
    reason: 'statement "a" allows kms:Decrypt on every resource; attached to 1 identities',
  });
  expect(judged()).toEqual({
    verdict: 'PASS',
    reason: 'no statement allows kms:Decrypt, kms:ReEncryptFrom on every resource',
  });
});
