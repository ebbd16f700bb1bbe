import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-no-direct-policies',
  title: 'IAM users have permissions through groups only',
  severity: 'low',
  area: 'least-privilege',
  resource: 'AWS::IAM::User',
  reads: ['inlinePolicies', 'attachedPolicies'],
  controls: ['access-provisioning'],
  risk: 'Permissions given to one person are forgotten when that person changes jobs.',
  remediation: {
    text: 'Put the user into a group that has the permissions, then detach and delete the policies of the user.',
    cli: 'aws iam detach-user-policy --user-name USER --policy-arn ARN',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html',
  },
  references: {
    securityHub: ['IAM.2'],
    configRule: ['iam-user-no-policies-check'],
    prowler: ['iam_policy_attached_only_to_group_or_roles'],
    steampipe: ['iam_user_no_inline_attached_policies'],
  },
  check({ inlinePolicies, attachedPolicies }) {
    const own = [...inlinePolicies.map((name) => `inline policy ${name}`), ...attachedPolicies];
    return own.length === 0
      ? pass('no policy is attached to the user or inside it')
      : fail(`the user has policies of its own: ${own.join(', ')}`);
  },
});
