import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'backup-organization-policy-in-effect',
  title: 'A backup policy of the Organization brings a plan into the account',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::::Account',
  reads: ['organizationPlans'],
  controls: ['backup-coverage', 'organization-guardrails'],
  risk: 'Plans that each account makes for itself are forgotten in new accounts, and their administrators can delete them.',
  remediation: {
    text: 'Enable backup policies at the root, and attach one with a plan that selects by tag to the root or to the unit of the account.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type BACKUP_POLICY',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup.html',
  },
  check({ organizationPlans }) {
    return organizationPlans.length > 0
      ? pass(`plans that the Organization brings: ${organizationPlans.join(', ')}`)
      : fail('no backup policy with a plan is in effect in the account');
  },
});
