import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-access-keys-rotated',
  title: 'Active access keys of IAM users are at most 90 days old',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::IAM::User',
  reads: ['accessKeys'],
  controls: ['credential-hygiene'],
  risk: 'The older a key, the more places it has been copied to, and the longer a leaked one stays of use.',
  remediation: {
    text: 'Replace the key with a role where possible; otherwise make a new key, move its users over and delete the old one.',
    cli: 'aws iam create-access-key --user-name USER',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  },
  parameters: { maxDays: 90 },
  references: {
    securityHub: ['IAM.3'],
    configRule: ['access-keys-rotated'],
    prowler: ['iam_rotate_access_key_90_days'],
    steampipe: ['iam_user_access_key_age_90'],
  },
  check({ accessKeys }, { maxDays }) {
    if (accessKeys.length === 0) return notApplicable('the user has no active access key');
    const ages = accessKeys.map(({ number, ageDays }) => `key ${number} is ${ageDays} days old`).join('; ');
    return accessKeys.every(({ ageDays }) => ageDays <= maxDays)
      ? pass(ages)
      : fail(`${ages}; the limit is ${maxDays} days`);
  },
});
