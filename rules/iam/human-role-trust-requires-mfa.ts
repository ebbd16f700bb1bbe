import { matches } from '#lib/domain/policy/match.ts';
import { named } from '#lib/domain/policy/trust.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-human-role-trust-requires-mfa',
  title: 'IAM users assume roles only after signing in with a second factor',
  severity: 'medium',
  area: 'mfa',
  resource: 'AWS::IAM::Role',
  reads: ['roleName', 'keeper', 'trusts'],
  controls: ['human-mfa'],
  risk: 'An access key that leaked from a laptop is enough to become a role that may do more.',
  remediation: {
    text: 'Make aws:MultiFactorAuthPresent a condition for users; where only programs need the role, name their roles instead of the whole account.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  },
  // Roles by name, with wildcards, that services of the Organization take through its accounts.
  parameters: {
    exemptRoles: ['AWSControlTowerExecution', 'AWSCloudFormationStackSetExecutionRole'] as readonly string[],
  },
  check({ roleName, keeper, trusts }, { exemptRoles }) {
    if (keeper) return notApplicable(`${keeper} owns this role and its trust policy`);
    if (exemptRoles.some((name) => matches(name, roleName))) return notApplicable(`${roleName} is exempt`);
    // An external ID is for the programs of a supplier, who has no second factor.
    const people = trusts.filter(
      ({ who, externalId }) => ['user', 'account', 'everyone'].includes(who) && !externalId,
    );
    if (people.length === 0) return notApplicable('the role trusts no IAM user and no whole account');
    const open = people.filter(({ mfa }) => !mfa);
    return open.length === 0
      ? pass('whoever is a user needs a second factor')
      : fail(`without a second factor: ${named(open)}`);
  },
});
