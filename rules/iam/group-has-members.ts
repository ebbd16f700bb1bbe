import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-group-has-members',
  title: 'Every group of IAM users has a member',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::IAM::Group',
  reads: ['members'],
  controls: ['access-provisioning'],
  risk: 'An empty group keeps permissions that no review looks at, ready for whoever is put into it.',
  remediation: {
    text: 'Delete the group, or put the users into it who should have its permissions.',
    cli: 'aws iam delete-group --group-name GROUP',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html',
  },
  references: {
    configRule: ['iam-group-has-users-check'],
    steampipe: ['iam_group_not_empty'],
  },
  check({ members }) {
    return members.length > 0
      ? pass(`the group has ${members.length} members`)
      : fail('the group has no members');
  },
});
