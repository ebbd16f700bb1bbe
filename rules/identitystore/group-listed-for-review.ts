import { accessTold } from '#lib/domain/identity-center.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'identitystore-group-listed-for-review',
  title: 'Every group of Identity Center is listed for the access review, with its members and access',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::IdentityStore::Group',
  reads: ['name', 'members', 'access'],
  controls: ['access-review', 'access-provisioning'],
  risk: 'Who is in a group has all that is assigned to it, so a review without members confirms access of nobody in particular.',
  remediation: {
    text: 'Take members out of the group whom the identity store no longer knows, or synchronise it again.',
    cli: 'aws identitystore delete-group-membership --identity-store-id STORE --membership-id MEMBERSHIP',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/users-groups-provisioning.html',
  },
  check({ name, members, access }) {
    const unknown = members.filter(({ userName }) => userName === null).map(({ id }) => id);
    return unknown.length === 0
      ? pass(`${name} has ${members.length} members; ${accessTold(access)}`)
      : fail(`${name} has members without a name in the identity store: ${unknown.join(', ')}`);
  },
});
