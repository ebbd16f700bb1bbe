import { isOfAccount, named } from '#lib/domain/policy/trust.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-role-trust-inside-organization',
  title: 'Roles trust no AWS account outside of the Organization but approved ones',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::IAM::Role',
  reads: ['keeper', 'trusts', 'alone'],
  controls: ['external-trust', 'access-review'],
  risk: 'Access of a supplier outlives its contract, since no list of the company names it.',
  remediation: {
    text: 'Find out whose account it is; take it out of the trust policy, or add it to the approved accounts of this rule.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  },
  parameters: { approvedAccounts: [] as readonly string[] }, // ids
  check({ keeper, trusts, alone }, { approvedAccounts }) {
    if (keeper) return notApplicable(`${keeper} owns this role and its trust policy`);
    const away = trusts.filter(isOfAccount).filter(({ reach }) => !['own', 'organization'].includes(reach));
    if (away.length === 0) return pass('the role trusts no AWS account outside of the Organization');
    const unapproved = away.filter(({ account }) => !approvedAccounts.includes(account ?? ''));
    if (unapproved.length === 0) return pass('every account outside that the role trusts is approved');
    const why = alone ? ' (the account is scanned alone: every other one counts as outside)' : '';
    return fail(`the role trusts ${named(unapproved)}${why}`);
  },
});
