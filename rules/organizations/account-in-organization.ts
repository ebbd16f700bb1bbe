import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'organizations-account-in-organization',
  title: 'The account belongs to an Organization',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::::Account',
  reads: ['organization'],
  controls: ['organization-guardrails'],
  risk: 'Nobody outside an account that stands alone can limit it, record it or take it back from an intruder.',
  remediation: {
    text: 'Invite the account into the Organization from the management account, and accept in the account.',
    cli: 'aws organizations invite-account-to-organization --target Id=ACCOUNT,Type=ACCOUNT',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_invites.html',
  },
  references: {
    configRule: ['account-part-of-organizations'],
    prowler: ['organizations_account_part_of_organizations'],
    steampipe: ['account_part_of_organizations'],
  },
  check({ organization }) {
    return organization === null
      ? fail('the account belongs to no Organization')
      : pass(`the account belongs to ${organization}`);
  },
});
