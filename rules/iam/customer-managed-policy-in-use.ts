import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-customer-managed-policy-in-use',
  title: 'Customer-managed policies are attached or serve as a permissions boundary',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::IAM::Policy',
  reads: ['kind', 'holders', 'boundaryOf'],
  controls: ['least-privilege'],
  risk: 'A policy that nobody uses is not reviewed either, and a later attachment gives what nobody has looked at for years.',
  remediation: {
    text: 'Delete the policy; keep its text where the others are made.',
    cli: 'aws iam delete-policy --policy-arn ARN',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
  },
  references: {
    configRule: ['iam-policy-in-use'],
    steampipe: ['iam_custom_policy_unused', 'iam_policy_unused'],
  },
  check({ kind, holders, boundaryOf }) {
    if (kind === 'inline') return notApplicable('the policy is part of an identity');
    if (kind === 'aws-managed') return notApplicable('AWS writes this policy');
    return holders.length + boundaryOf > 0
      ? pass(`attached to ${holders.length} identities, boundary of ${boundaryOf}`)
      : fail('the policy is attached to no identity and is no boundary');
  },
});
