import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-root-user-not-recently-used',
  title: 'The root user has not been used for 90 days',
  severity: 'high',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['rootUnusedDays'],
  controls: ['root-user-protection'],
  risk: 'Whoever works as the root user can do anything, unchecked by any policy, and under a name that several people may share.',
  remediation: {
    text: 'Find out in CloudTrail who signed in as the root user and for what, and give that task to a role.',
    cli: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  },
  parameters: { minDays: 90 },
  references: {
    prowler: ['iam_avoid_root_usage'],
    steampipe: ['iam_root_last_used'],
  },
  check({ rootUnusedDays: days }, { minDays }) {
    if (days === null) return pass('no use of the root user is recorded');
    const told = `the root user was last used ${days} days ago`;
    return days >= minDays ? pass(told) : fail(`${told}; asked for: ${minDays} days without use`);
  },
});
