import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from './document.ts';
import { administratorStatements, deniesPlainHttp, publicStatements } from './public.ts';

const policy = (...statements: readonly object[]) =>
  parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };

describe('publicStatements', () => {
  const isPublic = (change: object) =>
    publicStatements(policy({ Effect: 'Allow', Action: '*', Resource: '*', ...change })).length > 0;

  test.each<[string, object, boolean]>([
    ['everyone', { Principal: '*' }, true],
    ['everyone of AWS', { Principal: { AWS: '*' } }, true],
    ['everyone among others', { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }, true],
    ['everyone but one', { NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } }, true],
    ['one account', { Principal: { AWS: '111122223333' } }, false],
    ['one service', { Principal: { Service: 'sns.amazonaws.com' } }, false],
    ['nobody named, as in a policy of an identity', {}, false],
    ['a refusal of everyone', { Effect: 'Deny', Principal: '*' }, false],
    ['everyone of one Organization', { Principal: '*', Condition: ORGANIZATION }, false],
    ['everyone but one, of one Organization', { NotPrincipal: { AWS: 'x' }, Condition: ORGANIZATION }, false],
  ])('%s', (_, change, expected) => {
    expect(isPublic(change)).toBe(expected);
  });

  const VARIABLE = (name: string) => `\${aws:${name}}`;
  const ARN = 'arn:aws:sns:eu-west-1:111122223333:topic';
  test.each<[string, string, string | readonly string[], boolean]>([
    ['StringEquals', 'aws:SourceAccount', '111122223333', true],
    ['StringEqualsIgnoreCase', 'AWS:SourceOwner', '111122223333', true],
    ['StringEquals', 'kms:CallerAccount', '111122223333', true],
    ['StringEquals', 'aws:PrincipalOrgID', VARIABLE('ResourceOrgID'), true],
    ['StringEquals', 'aws:PrincipalAccount', VARIABLE('PrincipalAccount'), false],
    ['StringEquals', 'aws:SourceVpce', ['vpce-1', 'vpce-2'], true],
    ['StringLike', 'aws:SourceVpce', ['vpce-1', '*'], false],
    ['StringLike', 'aws:PrincipalOrgID', '*', false],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*', false],
    ['StringEquals', 'aws:PrincipalOrgID', [], false],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abcdefghij/r-ab12/*', true],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*/r-ab12/*', false],
    ['StringLike', 'aws:userid', 'AROAABCDEFGHIJKLMNOPQ:*', true],
    ['StringLike', 'aws:userid', '*:session', false],
    ['ArnEquals', 'aws:SourceArn', ARN, true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:bucket', true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*', false],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:events:*:111122223333:rule/*', true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:events:*:*:rule/*', false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Deploy', false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*', true],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-abcdefghij', false],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgID', 'o-abcdefghij', false],
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-abcdefghij', false],
    ['Null', 'aws:PrincipalOrgID', 'false', false],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7/32', false],
    ['Bool', 'aws:SecureTransport', 'true', false],
    ['StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com', false],
    ['StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com', false],
    ['StringEquals', 'constructor', 'x', false],
  ])('a condition %s %s %j keeps strangers out: %s', (operator, key, value, narrows) => {
    expect(isPublic({ Principal: '*', Condition: { [operator]: { [key]: value } } })).toBe(!narrows);
  });

  test('one condition that narrows is enough, in whatever company', () => {
    expect(
      isPublic({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' }, ...ORGANIZATION } }),
    ).toBe(false);
  });
});

const WITHOUT_TLS = { 'aws:SecureTransport': 'false' };
test.each<[string, object, boolean]>([
  ['everyone', {}, true],
  [
    'everyone among others, everything',
    { Principal: { AWS: ['x', '*'] }, Action: ['S3:*', 's3:GetObject'] },
    true,
  ],
  ['if exists', { Condition: { BoolIfExists: { 'AWS:SecureTransport': false } } }, true],
  ['allowed', { Effect: 'Allow' }, false],
  ['everyone but some', { Principal: undefined, NotPrincipal: { AWS: 'x' } }, false],
  ['some actions', { Action: 's3:Get*' }, false],
  ['another service', { Action: 'sqs:*' }, false],
  ['with TLS', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, false],
  ['two keys', { Condition: { Bool: { ...WITHOUT_TLS, 'aws:ViaAWSService': 'false' } } }, false],
  ['two operators', { Condition: { Bool: WITHOUT_TLS, ...ORGANIZATION } }, false],
  ['always', { Condition: undefined }, false],
])('deniesPlainHttp: %s', (_, change, expected) => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: WITHOUT_TLS } };
  expect(policy({ ...statement, ...change }).statements.map(deniesPlainHttp)).toEqual([expected]);
});

test.each<[string, object, boolean]>([
  ['everything', {}, true],
  ['everything, in two words', { Action: '*:*' }, true],
  ['wildcards in arrays', { Action: ['s3:GetObject', '*'], Resource: ['arn:aws:s3:::a', '*'] }, true],
  ['one service', { Action: 's3:*' }, false],
  ['everything but one service', { Action: undefined, NotAction: 'iam:*' }, false],
  ['one resource', { Resource: 'arn:aws:s3:::*' }, false],
  ['everything but one resource', { Resource: undefined, NotResource: 'arn:aws:s3:::a' }, false],
  ['with a second factor', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } } }, false],
  ['refused', { Effect: 'Deny' }, false],
])('administratorStatements: %s', (_, change, expected) => {
  const document = policy({ Effect: 'Allow', Action: '*', Resource: '*', ...change });
  expect(administratorStatements(document).length > 0).toBe(expected);
});
