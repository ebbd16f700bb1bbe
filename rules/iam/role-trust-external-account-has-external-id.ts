import { isOfAccount, named } from '#lib/domain/policy/trust.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-role-trust-external-account-has-external-id',
  title: 'Accounts outside of the Organization assume roles with an external ID only',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::IAM::Role',
  reads: ['keeper', 'trusts', 'alone'],
  controls: ['external-trust'],
  risk: 'Another customer of the same supplier gives it the ARN of this role, and the supplier then works here for them.',
  remediation: {
    text: 'Agree on an external ID with the outside party, which that party must choose, and make sts:ExternalId a condition; for people of the party make a second factor one.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  },
  parameters: { approvedAccounts: [] as readonly string[] }, // ids of outside accounts of the company itself
  check({ keeper, trusts, alone }, { approvedAccounts }) {
    if (keeper) return notApplicable(`${keeper} owns this role and its trust policy`);
    const outside = trusts
      .filter((trust) => trust.reach === 'outside' && isOfAccount(trust))
      .filter(({ account }) => !approvedAccounts.includes(account ?? ''));
    if (outside.length === 0) return pass('the role trusts no account outside that needs an external ID');
    const open = outside.filter(({ externalId, mfa }) => !externalId && !mfa);
    if (open.length === 0) return pass('every account outside needs an external ID or a second factor');
    const why = alone ? ' (the account is scanned alone: every other one counts as outside)' : '';
    return fail(`no external ID is asked of ${named(open)}${why}`);
  },
});
