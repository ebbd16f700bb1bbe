import { kept, OWN_ACCOUNT, trusting } from '../../test/support/role-trust.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './oidc-trust-subject-restricted.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const COGNITO = 'cognito-identity.amazonaws.com';
const token = (provider: string, Condition: object) => ({
  Principal: {
    Federated: provider === COGNITO ? provider : `arn:aws:iam::111122223333:oidc-provider/${provider}`,
  },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition,
});
const claims = (sub: string | readonly string[], operator = 'StringLike', provider = GITHUB) =>
  trusting(
    token(provider, {
      StringEquals: { [`${provider}:aud`]: 'sts.amazonaws.com' },
      [operator === 'StringEquals' ? 'StringEqualsIgnoreCase' : operator]: { [`${provider}:sub`]: sub },
    }),
  );
const CLUSTER = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const fails = (name: string, facts: ReturnType<typeof claims>, reason: string) => ({
  name,
  facts,
  verdict: 'FAIL' as const,
  reason,
});
const passes = (name: string, facts: ReturnType<typeof claims>) => ({
  name,
  facts,
  verdict: 'PASS' as const,
  reason: 'every token is limited',
});

ruleTable(rule, { keeper: null, ...claims('repo:acme/shop:ref:refs/heads/main') }, [
  kept('an AWS service'),
  fails(
    'no condition on sub',
    trusting(token(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'x' } })),
    'sub is not',
  ),
  fails(
    'every subject',
    claims('*'),
    `sub is not limited for arn:aws:iam::111122223333:oidc-provider/${GITHUB}`,
  ),
  fails('every organization', claims('repo:*'), 'sub is not'),
  fails('every organization with such a name', claims('repo:acme*'), 'sub is not'),
  fails('every organization with such a repository', claims('repo:*/shop:*'), 'sub is not'),
  fails('one of two is open', claims(['repo:acme/*', 'repo:*']), 'sub is not'),
  fails(
    'the claim of another provider',
    trusting(token('gitlab.com', { StringEquals: { [`${GITHUB}:sub`]: 'a', [`${GITHUB}:aud`]: 'a' } })),
    'sub is not',
  ),
  passes('every repository of an organization', claims('repo:acme/*')),
  passes(
    'every project of a group',
    claims('project_path:acme/*:ref_type:branch:ref:main', 'StringLike', 'gitlab.com'),
  ),
  passes(
    'every workspace of an organization',
    claims('organization:acme:project:*', 'StringLike', 'app.terraform.io'),
  ),
  passes('a service account', claims('system:serviceaccount:shop:*', 'StringLike', CLUSTER)),
  passes('a star that nobody is called', claims('repo:*', 'StringEquals')),
  fails(
    'no condition on aud',
    trusting(token(GITHUB, { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } })),
    'aud is not limited for arn',
  ),
  fails(
    'every audience',
    trusting(token(GITHUB, { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*', [`${GITHUB}:aud`]: '*' } })),
    'aud is not',
  ),
  {
    name: 'no condition on aud, where the list of the provider is enough',
    facts: trusting(token(GITHUB, { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } })),
    parameters: { requireAudience: false },
    verdict: 'PASS',
    reason: 'every token',
  },
  passes(
    'users of one pool',
    trusting(token(COGNITO, { StringEquals: { [`${COGNITO}:aud`]: 'eu-west-1:1' } })),
  ),
  {
    name: 'users of every pool in the world',
    facts: trusting(token(COGNITO, { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } })),
    parameters: { requireAudience: false },
    verdict: 'FAIL',
    reason: `aud is not limited for ${COGNITO}`,
  },
  { name: 'no token', facts: trusting(OWN_ACCOUNT), verdict: 'NOT_APPLICABLE', reason: 'no OIDC provider' },
]);
