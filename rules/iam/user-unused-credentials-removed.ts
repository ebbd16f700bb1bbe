import { lastUse } from '#lib/domain/review.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-unused-credentials-removed',
  title: 'IAM users have no password or active access key that went unused for more than 45 days',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::IAM::User',
  reads: ['password', 'accessKeys'],
  controls: ['access-review', 'credential-hygiene'],
  risk: 'Nobody notices when a credential that nobody uses is stolen, and its owner may have left long ago.',
  remediation: {
    text: 'Delete the password or deactivate the key; delete the user if nothing needs it any more.',
    cli: 'aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  },
  parameters: { maxDays: 45 },
  references: {
    securityHub: ['IAM.8'],
    configRule: ['iam-user-unused-credentials-check'],
    steampipe: ['iam_user_unused_credentials_90'],
  },
  check({ password, accessKeys }, { maxDays }) {
    const usages = [...(password ? [password] : []), ...accessKeys];
    if (usages.length === 0) return notApplicable('the user has no password and no active access key');
    const keys = accessKeys.map((key) => `key ${key.number}: ${lastUse(key)}`);
    const told = [...(password ? [`password: ${lastUse(password)}`] : []), ...keys].join('; ');
    // A credential that was never used is unused since it was set.
    return usages.every(({ ageDays, unusedDays }) => (unusedDays ?? ageDays) <= maxDays)
      ? pass(told)
      : fail(`${told}; the limit is ${maxDays} days`);
  },
});
