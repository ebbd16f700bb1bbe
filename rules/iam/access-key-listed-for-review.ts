import { lastUse, listedForReview } from '#lib/domain/review.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-access-key-listed-for-review',
  title: 'Every access key is listed for the access review',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::IAM::AccessKey',
  reads: ['active', 'usage', 'lastUsedFor', 'userTags'],
  controls: ['access-review', 'credential-hygiene'],
  risk: 'Keys are handed to programs and forgotten; only a list of each, with its last use and somebody to ask, gets them removed.',
  remediation: {
    text: 'Tag the user of the key with the person or team that answers for it.',
    cli: 'aws iam tag-user --user-name USER --tags Key=Owner,Value=TEAM',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  parameters: { ownerTag: '' }, // a tag that must name the owner; empty: owners are named elsewhere
  check({ active, usage, lastUsedFor, userTags }, { ownerTag }) {
    const told = `${active ? 'active' : 'inactive'}; ${usage.ageDays} days old; ${lastUse(usage)}`;
    return listedForReview(lastUsedFor ? `${told} for ${lastUsedFor}` : told, userTags, ownerTag);
  },
});
