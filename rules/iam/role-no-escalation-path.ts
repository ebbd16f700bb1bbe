import { judgePaths } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-role-no-escalation-path',
  title: 'No role that is no administrator can get more permissions by a known path',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::IAM::Role',
  reads: ['administrator', 'escalations', 'serviceLinked'],
  controls: ['least-privilege', 'administrator-restriction'],
  risk: 'Whoever takes the role can become an administrator in a few steps without being on any list of them.',
  remediation: {
    text: 'Take an action that the path needs from the named statement, limit it to named resources, or, where a role is passed, name roles and the service with iam:PassedToService. Whoever must manage permissions does so under a permissions boundary.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  references: {
    prowler: ['iam_policy_allows_privilege_escalation', 'iam_inline_policy_allows_privilege_escalation'],
  },
  parameters: { accepted: [] as readonly string[], namedResources: false },
  check({ administrator, escalations, serviceLinked }, settings) {
    if (serviceLinked) return notApplicable('an AWS service owns this role and what it may do');
    return judgePaths(administrator, escalations, settings);
  },
});
