import { judgePaths } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-user-no-escalation-path',
  title: 'No IAM user who is no administrator can get more permissions by a known path',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::IAM::User',
  reads: ['administrator', 'escalations'],
  controls: ['least-privilege', 'administrator-restriction'],
  risk: 'The user, or whoever has its keys, can become an administrator in a few steps without being on any list of them.',
  remediation: {
    text: 'Take an action that the path needs from the named statement, limit it to named resources, or, where a role is passed, name roles and the service with iam:PassedToService. Whoever must manage permissions does so under a permissions boundary.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  references: {
    prowler: ['iam_policy_allows_privilege_escalation', 'iam_inline_policy_allows_privilege_escalation'],
  },
  parameters: { accepted: [] as readonly string[], namedResources: false },
  check({ administrator, escalations }, settings) {
    return judgePaths(administrator, escalations, settings);
  },
});
