import { holdingUnits } from '#lib/domain/guardrails.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'organizations-resource-control-policy-attached',
  title: 'A resource control policy limits who can reach the resources of every organizational unit',
  severity: 'low',
  area: 'org-governance',
  resource: 'AWS::Organizations::Organization',
  reads: ['resourceGuardrails'],
  controls: ['organization-guardrails'],
  risk: 'Without a limit from above, one careless policy of a bucket, key or queue lets outsiders in.',
  remediation: {
    text: 'Enable resource control policies at the root and attach one that denies principals from outside the Organization.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type RESOURCE_CONTROL_POLICY',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
  },
  /** Ids of units (e.g. of a sandbox) that need no limit, with all below them. */
  parameters: { exemptUnits: [] as readonly string[] },
  check({ resourceGuardrails }, { exemptUnits }) {
    if (!resourceGuardrails.enabled) return fail('resource control policies are not enabled at the root');
    const holding = holdingUnits(resourceGuardrails, exemptUnits);
    if (holding.length === 0) return notApplicable('no unit that needs a limit holds a member account');
    // An RCP can only deny: the one that AWS attaches to everything allows everything.
    const open = holding.filter(({ policies }) => !policies.some(({ denies }) => denies));
    return open.length === 0
      ? pass(`a policy limits the resources of ${holding.map(({ path }) => path).join(', ')}`)
      : fail(`no policy limits the resources of ${open.map(({ path }) => path).join(', ')}`);
  },
});
