import { named, namesAudience } from '#lib/domain/policy/trust.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-saml-trust-audience-restricted',
  title: 'Roles for SAML identities accept assertions only that were made out to AWS',
  severity: 'medium',
  area: 'least-privilege',
  resource: 'AWS::IAM::Role',
  reads: ['keeper', 'trusts'],
  controls: ['external-trust'],
  risk: 'An assertion that a person gave to another application opens the role as well.',
  remediation: {
    text: 'Make SAML:aud a condition, with the address of the AWS sign-in endpoint that is in use.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
  },
  check({ keeper, trusts }) {
    if (keeper) return notApplicable(`${keeper} owns this role and its trust policy`);
    const assertions = trusts.filter(({ who }) => who === 'saml');
    if (assertions.length === 0) return notApplicable('no SAML provider is trusted');
    const open = assertions.filter((trust) => !namesAudience(trust));
    return open.length === 0
      ? pass('every assertion must be made out to a named audience')
      : fail(`made out to anyone: ${named(open)}`);
  },
});
