import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-belongs-to-group',
  title: 'Every IAM user belongs to a group',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::IAM::User',
  reads: ['groups'],
  controls: ['access-provisioning'],
  risk: 'A user outside all groups has been given permissions one by one, or none, and no job tells what they should be.',
  remediation: {
    text: 'Put the user into the group of their job, or delete the user if there is none.',
    cli: 'aws iam add-user-to-group --user-name USER --group-name GROUP',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups_manage_add-remove-users.html',
  },
  references: {
    configRule: ['iam-user-group-membership-check'],
    steampipe: ['iam_user_in_group'],
  },
  check({ groups }) {
    return groups.length > 0 ? pass(`groups: ${groups.join(', ')}`) : fail('the user is in no group');
  },
});
