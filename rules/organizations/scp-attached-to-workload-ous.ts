import type { UnitPolicy } from '#lib/domain/facts/organizations.ts';
import { holdingUnits } from '#lib/domain/guardrails.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** SCPs of one unit add up: where one allows everything, only a Deny limits. */
const limits = (policies: readonly UnitPolicy[]): boolean =>
  policies.some(({ denies }) => denies) ||
  (policies.length > 0 && !policies.some(({ allowsEverything }) => allowsEverything));

export default defineRule({
  id: 'organizations-scp-attached-to-workload-ous',
  title: 'A service control policy limits every organizational unit that holds accounts',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::Organizations::Organization',
  reads: ['guardrails'],
  controls: ['organization-guardrails'],
  risk: 'Without limits from above, an administrator of one account can switch off its logging or leave the Organization.',
  remediation: {
    text: 'Attach a policy that forbids what no account may do to the root or to each unit named here.',
    cli: 'aws organizations attach-policy --policy-id POLICY_ID --target-id OU_ID',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  /** Ids of units (e.g. of a sandbox) that need no limit, with all below them. */
  parameters: { exemptUnits: [] as readonly string[] },
  references: { prowler: ['organizations_scp_check_deny_regions'] },
  check({ guardrails }, { exemptUnits }) {
    if (!guardrails.enabled) return fail('service control policies are not enabled at the root');
    const holding = holdingUnits(guardrails, exemptUnits);
    if (holding.length === 0) return notApplicable('no unit that needs a limit holds a member account');
    const open = holding.filter(({ levels }) => !levels.some(limits)).map(({ path }) => path);
    return open.length === 0
      ? pass(`a policy limits each unit that holds accounts: ${holding.map(({ path }) => path).join(', ')}`)
      : fail(`no policy limits these units that hold accounts: ${open.join(', ')}`);
  },
});
