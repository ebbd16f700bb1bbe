import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-unused-roles-removed',
  title: 'Roles were used within the last 90 days, or are younger',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::IAM::Role',
  reads: ['path', 'ageDays', 'lastUse'],
  controls: ['access-review'],
  risk: 'A role that nobody uses keeps its permissions and its trust, and nobody notices when somebody else begins to use it.',
  remediation: {
    text: 'Ask the owner, then delete the role; a role for emergencies can be excepted with a date.',
    cli: 'aws iam delete-role --role-name ROLE',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html',
  },
  parameters: { maxDays: 90 },
  references: {
    steampipe: ['iam_role_unused_60'],
  },
  check({ path, ageDays, lastUse }, { maxDays }) {
    if (path.startsWith('/aws-service-role/')) return notApplicable('an AWS service owns this role');
    // AWS looks back 400 days; a role without a use in them counts as unused since it was made.
    const days = lastUse?.unusedDays ?? ageDays;
    const told = lastUse
      ? `the role was last used ${days} days ago${lastUse.region ? ` in ${lastUse.region}` : ''}`
      : `no use of the role is recorded, and it was made ${days} days ago`;
    return days <= maxDays ? pass(told) : fail(`${told}; the limit is ${maxDays} days`);
  },
});
