import { lastUse, listedForReview } from '#lib/domain/review.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-user-listed-for-review',
  title: 'Every IAM user is listed for the access review',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::IAM::User',
  reads: [
    'ageDays',
    'password',
    'mfaActive',
    'mfaDevices',
    'accessKeys',
    'groups',
    'inlinePolicies',
    'attachedPolicies',
    'tags',
  ],
  controls: ['access-review'],
  risk: 'A reviewer who does not see each user, what it may do, when it was last there and whose it is approves a list and not the access.',
  remediation: {
    text: 'Tag the user with the person who answers for it.',
    cli: 'aws iam tag-user --user-name USER --tags Key=Owner,Value=PERSON',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_users.html',
  },
  parameters: { ownerTag: '' }, // a tag that must name the owner; empty: owners are named elsewhere
  check({ ageDays, password, mfaActive, mfaDevices, accessKeys, tags, ...grants }, { ownerTag }) {
    const kinds = mfaDevices.map(({ kind }) => kind).join(', ') || 'a device not listed';
    const told = [
      `${ageDays} days old; ${mfaActive ? `MFA by ${kinds}` : 'no MFA'}`,
      password ? `password ${lastUse(password)}` : 'no password',
      ...accessKeys.map((key) => `key ${key.number} ${lastUse(key)}`),
      `groups: ${grants.groups.join(', ') || 'none'}`,
      `${grants.attachedPolicies.length + grants.inlinePolicies.length} policies of its own`,
    ].join('; ');
    return listedForReview(told, tags, ownerTag);
  },
});
