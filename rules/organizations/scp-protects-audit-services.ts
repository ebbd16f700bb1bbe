import { AUDIT_ACTIONS, holdingUnits, openTo } from '#lib/domain/guardrails.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'organizations-scp-protects-audit-services',
  title: 'Service control policies keep audit services on in every organizational unit that holds accounts',
  severity: 'medium',
  area: 'org-governance',
  resource: 'AWS::Organizations::Organization',
  reads: ['guardrails'],
  controls: ['organization-guardrails', 'audit-trail-protection'],
  risk: 'An intruder who becomes administrator of an account first switches off what would record and report it.',
  remediation: {
    text: 'Attach a policy that denies the named actions on all resources, to everyone but the roles that roll these services out.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html',
  },
  parameters: {
    actions: Object.keys(AUDIT_ACTIONS) as readonly string[],
    scannerRole: 'VouchMemberAccess', // the name of the role by which Vouch reads; empty: it needs no guard
    exemptUnits: [] as readonly string[], // ids of units that need no protection, with all below them
  },
  check({ guardrails }, { actions, scannerRole, exemptUnits }) {
    if (!guardrails.enabled) return fail('service control policies are not enabled at the root');
    const held = holdingUnits(guardrails, exemptUnits);
    if (held.length === 0) return notApplicable('no unit that needs protection holds a member account');
    const open = held.flatMap((unit) => {
      const left = openTo(unit, actions, scannerRole);
      return left.length === 0 ? [] : [`${unit.path} allows ${left.join(', ')}`];
    });
    return open.length
      ? fail(open.join('; '))
      : pass(`protected: ${held.map(({ path }) => path).join(', ')}`);
  },
});
