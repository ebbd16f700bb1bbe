import { judgeBroadGrants } from '#lib/domain/policy/broad.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-no-permissive-assume-role-policy',
  title: 'No policy lets its holders assume every role',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['document', 'holders', 'boundaryOf'],
  controls: ['least-privilege'],
  risk: 'Whoever has it can become any role that trusts the account, administrators among them.',
  remediation: {
    text: 'Name the roles that the task needs, or a path under which they stand, as resources of sts:AssumeRole.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://policy.json --set-as-default',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
  },
  references: {
    prowler: ['iam_no_custom_policy_permissive_role_assumption'],
    steampipe: ['iam_policy_custom_no_permissive_role_assumption'],
  },
  check: (policy) => judgeBroadGrants(policy, ['sts:AssumeRole']),
});
