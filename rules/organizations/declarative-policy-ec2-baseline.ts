import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html */
const SAFE: Readonly<Record<string, readonly string[]>> = {
  'image_block_public_access.state': ['block_new_sharing'],
  'instance_metadata_defaults.http_tokens': ['required'],
  'serial_console_access.status': ['disabled'],
  'snapshot_block_public_access.state': ['block_all_sharing', 'block_new_sharing'],
};

export default defineRule({
  id: 'organizations-declarative-policy-ec2-baseline',
  title: 'Declarative policies hold the safe settings of EC2 in the account',
  severity: 'low',
  area: 'org-governance',
  resource: 'AWS::::Account',
  reads: ['ec2Policy'],
  controls: ['organization-guardrails', 'public-access-prevention'],
  risk: 'What only the account itself sets, such as blocks on public snapshots, its own administrators can undo.',
  remediation: {
    text: 'Enable declarative policies for EC2 and attach one with the named settings to the root or to the unit of the account.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type DECLARATIVE_POLICY_EC2',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html',
  },
  parameters: { settings: Object.keys(SAFE) as readonly string[] }, // those that the company wants held
  check({ ec2Policy }, { settings }) {
    if (!ec2Policy) return fail('no declarative policy for EC2 is in effect in the account');
    const loose = settings.filter((name) => !SAFE[name]?.includes(ec2Policy[name] ?? ''));
    const told = (names: readonly string[]) =>
      names.map((name) => `${name} is ${ec2Policy[name] ?? 'not set'}`).join(', ');
    return loose.length === 0 ? pass(told(settings)) : fail(told(loose));
  },
});
