import { listedForReview } from '#lib/domain/review.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-role-listed-for-review',
  title: 'Every role is listed for the access review',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::IAM::Role',
  reads: ['path', 'ageDays', 'lastUse', 'trusted', 'inlinePolicies', 'attachedPolicies', 'tags'],
  controls: ['access-review'],
  risk: 'Roles outlive the projects that they were made for, and nobody asks for their removal when nobody is known to own them.',
  remediation: {
    text: 'Tag the role with the team that answers for it.',
    cli: 'aws iam tag-role --role-name ROLE --tags Key=Owner,Value=TEAM',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html',
  },
  parameters: { ownerTag: '' }, // a tag that must name the owner; empty: owners are named elsewhere
  check({ path, ageDays, lastUse, trusted, tags, ...grants }, { ownerTag }) {
    if (path.startsWith('/aws-service-role/')) return notApplicable('an AWS service owns this role');
    if (path.startsWith('/aws-reserved/'))
      return notApplicable('IAM Identity Center owns this role; its assignments are reviewed');
    const where = lastUse?.region ? ` in ${lastUse.region}` : '';
    const used = lastUse ? `used ${lastUse.unusedDays} days ago${where}` : 'no recorded use';
    const policies = grants.attachedPolicies.length + grants.inlinePolicies.length;
    const told = `${ageDays} days old; ${used}; ${policies} policies; trusts ${trusted.join(', ') || 'nobody'}`;
    return listedForReview(told, tags, ownerTag);
  },
});
