import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-single-active-access-key',
  title: 'IAM users have at most one active access key',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::IAM::User',
  reads: ['accessKeys'],
  controls: ['credential-hygiene'],
  risk: 'A second key is made to replace the first; when both stay active, the old one is never retired and can leak twice as easily.',
  remediation: {
    text: 'Find the key that is no longer used, deactivate it, and delete it once nothing has failed.',
    cli: 'aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  },
  references: {
    prowler: ['iam_user_two_active_access_key'],
    steampipe: ['iam_user_one_active_key'],
  },
  check({ accessKeys }) {
    if (accessKeys.length === 0) return notApplicable('the user has no active access key');
    if (accessKeys.length === 1) return pass('the user has one active access key');
    const ages = accessKeys.map(({ number, ageDays }) => `key ${number} is ${ageDays} days old`);
    return fail(`the user has ${accessKeys.length} active access keys: ${ages.join(', ')}`);
  },
});
