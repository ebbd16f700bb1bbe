import { describe, expect, test } from '@jest/globals';
import { MEMBER, OWN_ACCOUNT, STRANGER, trusting } from '../../../test/support/role-trust.ts';
import { namesAudience, namesSubjects } from './trust.ts';

const only = (statement: object) => trusting(statement).trusts;
const named = (AWS: string) => only({ Principal: { AWS } });
const where = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

describe('who may assume a role', () => {
  test.each([
    ['arn:aws:iam::111122223333:root', { who: 'account', account: '111122223333', reach: 'own' }],
    ['222233334444', { who: 'account', account: '222233334444', reach: 'organization' }],
    ['arn:aws-cn:iam::444455556666:user/x/ann', { who: 'user', account: '444455556666', reach: 'outside' }],
    ['arn:aws:iam::222233334444:role/ci', { who: 'role', account: '222233334444', reach: 'organization' }],
    [
      'arn:aws:sts::444455556666:assumed-role/ci/1',
      { who: 'role', account: '444455556666', reach: 'outside' },
    ],
    ['*', { who: 'everyone', account: null, reach: 'public' }],
  ])('%s', (principal, expected) => {
    expect(named(principal)).toMatchObject([{ principal, ...expected }]);
  });

  test('a principal that was deleted lets nobody in', () => {
    expect(named('AROAEXAMPLEEXAMPLE12')).toEqual([]);
  });

  test('each principal of each statement, with its conditions', () => {
    const { trusts } = trusting(
      { Sid: 'A', ...MEMBER, ...where('Bool', 'aws:MultiFactorAuthPresent', 'true') },
      { Sid: 'B', ...STRANGER, ...where('StringEquals', 'sts:ExternalId', '5f2c') },
      { Sid: 'C', Principal: { AWS: '111122223333', Service: 'states.amazonaws.com' } },
    );
    expect(trusts).toMatchObject([
      { statement: '"A"', mfa: true, externalId: false },
      { statement: '"B"', mfa: false, externalId: true },
      { statement: '"C"', who: 'account', reach: 'own', mfa: false },
      { statement: '"C"', who: 'service', reach: 'public', account: null },
    ]);
  });

  test.each(['BoolIfExists', 'StringEqualsIfExists'])('%s is no demand for a second factor', (operator) => {
    expect(only({ ...OWN_ACCOUNT, ...where(operator, 'aws:MultiFactorAuthPresent', 'true') })).toMatchObject([
      { mfa: false },
    ]);
  });

  test.each([
    [{ Action: 'sts:TagSession' }, 0],
    [{ Action: ['sts:TagSession', 'sts:SetSourceIdentity'] }, 0],
    [{ Action: 'sts:*' }, 1],
    [{ Action: ['sts:TagSession', 'STS:assumerole'] }, 1],
    [{ Action: undefined, NotAction: 'sts:TagSession' }, 1],
    [{ Effect: 'Deny' }, 0],
  ])('%j lets %i in', (change, count) => {
    expect(only({ ...STRANGER, ...change })).toHaveLength(count);
  });

  test('what a Deny closes is closed', () => {
    const { trusts } = trusting(STRANGER, { Effect: 'Deny', Principal: '*' });
    expect(trusts).toEqual([]);
  });

  test.each([
    ['ArnLike', 'arn:aws:iam::222233334444:role/deploy-*', 'role'],
    ['StringEquals', 'arn:aws:iam::222233334444:role/deploy', 'role'],
    ['ArnEquals', 'arn:aws:iam::222233334444:user/*', 'account'],
    ['ArnLike', ['arn:aws:iam::222233334444:role/*', 'arn:aws:iam::222233334444:user/*'], 'account'],
    ['ArnNotLike', 'arn:aws:iam::222233334444:role/deploy-*', 'account'],
    ['ArnLikeIfExists', 'arn:aws:iam::222233334444:role/deploy-*', 'account'],
  ])('of an account, %s %j: %s', (operator, value, who) => {
    expect(only({ ...MEMBER, ...where(operator, 'aws:PrincipalArn', value) })).toMatchObject([{ who }]);
  });
});

describe('claims of a token', () => {
  const ISSUER = 'token.actions.githubusercontent.com';
  const token = (condition: object) =>
    only({
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      ...condition,
    });

  test.each([
    ['StringLike', ['repo:acme/*'], true],
    ['ForAnyValue:StringLike', ['repo:acme/*'], true],
    ['StringEquals', ['repo:acme/shop:ref:refs/heads/main'], true],
    ['StringEquals', ['repo:*'], true],
    ['StringLike', ['repo:acme/*', 'repo:*'], false],
    ['StringLike', ['repo:acme*'], false],
    ['StringLike', ['repo:?cme/*'], false],
    ['StringLike', ['*'], false],
    ['StringLikeIfExists', ['repo:acme/*'], false],
    ['StringNotLike', ['repo:acme/*'], false],
    ['ForAllValues:StringLike', ['repo:acme/*'], false],
  ])('sub %s %j names its owner: %s', (operator, value, expected) => {
    const [trust] = token(where(operator, `${ISSUER}:sub`, value));
    expect(trust && namesSubjects(trust)).toBe(expected);
    expect(trust && namesAudience(trust)).toBe(false);
  });

  test('one condition that names is enough beside one that does not', () => {
    const [trust] = token({
      Condition: {
        StringLike: { [`${ISSUER}:sub`]: 'repo:*' },
        StringEquals: { [`${ISSUER}:sub`]: 'repo:acme/shop:environment:production' },
      },
    });
    expect(trust).toMatchObject({ subjects: [['repo:*'], ['repo:acme/shop:environment:production']] });
    expect(trust && namesSubjects(trust)).toBe(true);
  });

  test.each([
    ['StringEquals', 'sts.amazonaws.com', true],
    ['StringLike', 'sts.*', false],
    ['StringEqualsIfExists', 'sts.amazonaws.com', false],
  ])('aud %s %s is named: %s', (operator, value, expected) => {
    const [trust] = token(where(operator, `${ISSUER}:AUD`, value));
    expect(trust && namesAudience(trust)).toBe(expected);
  });
});

test('of assertions the audience is told', () => {
  expect(
    only({
      Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/okta' },
      Action: 'sts:AssumeRoleWithSAML',
      ...where('StringEquals', 'SAML:aud', 'https://signin.aws.amazon.com/saml'),
    }),
  ).toMatchObject([
    { who: 'saml', reach: 'outside', subjects: [], audiences: [['https://signin.aws.amazon.com/saml']] },
  ]);
});
