import { accessTold } from '#lib/domain/identity-center.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'identitystore-user-listed-for-review',
  title: 'Every user of Identity Center is listed by name for the access review, with groups and access',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::IdentityStore::User',
  reads: ['userName', 'displayName', 'status', 'groups', 'access'],
  controls: ['access-review', 'access-provisioning'],
  risk: 'Reviewers can confirm or withdraw only the access of people whom they can tell apart.',
  remediation: {
    text: 'Give the user a name in the identity provider, or delete a user whom nobody knows.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source.html',
  },
  check({ userName, displayName, status, groups, access }) {
    const state = status === null ? '' : `, ${status.toLowerCase()}`;
    const told = `${displayName ?? 'no display name'}${state}; groups: ${groups.join(', ') || 'none'}; ${accessTold(access)}`;
    return userName === null ? fail(`no user name; ${told}`) : pass(`${userName}: ${told}`);
  },
});
