import { named, namesAudience, namesSubjects } from '#lib/domain/policy/trust.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** Its tokens are made out to a pool, and their subjects are the users of that pool. */
const COGNITO = 'cognito-identity.amazonaws.com';

export default defineRule({
  id: 'iam-oidc-trust-subject-restricted',
  title: 'Roles for OIDC identities name whose tokens they accept, and made out to whom',
  severity: 'critical',
  area: 'least-privilege',
  resource: 'AWS::IAM::Role',
  reads: ['keeper', 'trusts'],
  controls: ['external-trust', 'workload-identity'],
  risk: 'Everyone who has a pipeline at the same provider, GitHub for example, can take the role from there.',
  remediation: {
    text: 'Make conditions on the claims sub, with at least the whole name of the organization or project, and aud.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  },
  parameters: { requireAudience: true as boolean }, // IAM itself accepts only the client ids that the provider lists
  check({ keeper, trusts }, { requireAudience }) {
    if (keeper) return notApplicable(`${keeper} owns this role and its trust policy`);
    const tokens = trusts.filter(({ who }) => who === 'oidc');
    if (tokens.length === 0) return notApplicable('no OIDC provider is trusted');
    const bySubject = tokens.filter((trust) => trust.principal !== COGNITO && !namesSubjects(trust));
    if (bySubject.length > 0) return fail(`sub is not limited for ${named(bySubject)}`);
    const byAudience = tokens.filter(
      (trust) => (requireAudience || trust.principal === COGNITO) && !namesAudience(trust),
    );
    return byAudience.length === 0
      ? pass('every token is limited by its claims')
      : fail(`aud is not limited for ${named(byAudience)}`);
  },
});
