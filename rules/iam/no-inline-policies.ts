import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-no-inline-policies',
  title: 'Permissions are in managed policies, not inside users, groups and roles',
  severity: 'low',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['kind', 'holders'],
  controls: ['access-provisioning'],
  risk: 'An inline policy has no versions, cannot be listed with the others, and is copied and changed for one identity at a time.',
  remediation: {
    text: 'Move the statements to a managed policy, attach it, and delete the inline policy.',
    cli: 'aws iam delete-role-policy --role-name ROLE --policy-name POLICY',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  },
  references: {
    configRule: ['iam-no-inline-policy-check'],
    steampipe: ['iam_group_user_role_no_inline_policies'],
  },
  check({ kind, holders }) {
    if (kind !== 'inline') return pass('the policy is a managed one');
    if (holders.some((arn) => arn.includes(':role/aws-reserved/')))
      return notApplicable('the policy comes from a permission set of IAM Identity Center');
    return fail(`the policy is inside ${holders.join(', ')}`);
  },
});
