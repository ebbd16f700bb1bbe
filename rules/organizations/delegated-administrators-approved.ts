import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'organizations-delegated-administrators-approved',
  title: 'Only approved accounts administer services for the Organization',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::Organizations::Organization',
  reads: ['delegatedAdministrators'],
  controls: ['organization-guardrails', 'administrator-restriction'],
  risk: 'A delegated administrator acts in every account, so one that nobody approved is a way into all of them.',
  remediation: {
    text: 'Deregister what nobody needs, and put what was approved into the parameter "approved" of this rule.',
    cli: 'aws organizations deregister-delegated-administrator --account-id ACCOUNT --service-principal SERVICE',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html',
  },
  /**
   * What was approved, each as SERVICE=ACCOUNT, e.g. `guardduty.amazonaws.com=111122223333`. Nothing is approved unless
   * it is stated here: a delegation without an approval that can be shown is what this rule is to find.
   */
  parameters: { approved: [] as readonly string[] },
  references: { prowler: ['organizations_delegated_administrators'] },
  check({ delegatedAdministrators }, { approved }) {
    const delegations = delegatedAdministrators.flatMap(({ account, services }) =>
      services.map((service) => `${service}=${account}`),
    );
    if (delegations.length === 0) return pass('no account administers a service for the Organization');
    const others = delegations.filter((one) => !approved.includes(one));
    return others.length === 0
      ? pass(`approved: ${delegations.join(', ')}`)
      : fail(`not among the approved: ${others.join(', ')}`);
  },
});
