import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-password-policy-strong',
  title: 'The account asks for long, mixed passwords that expire and are not used again',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['passwordPolicy'],
  controls: ['credential-hygiene'],
  risk: 'Short or repeated passwords are guessed, or known already from leaks elsewhere.',
  remediation: {
    text: 'Set a password policy for the account that meets the limits of this rule.',
    cli: 'aws iam update-account-password-policy --minimum-password-length 14 --require-lowercase-characters --require-uppercase-characters --require-numbers --require-symbols --password-reuse-prevention 24 --max-password-age 90',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  parameters: { minLength: 14, minReusePrevention: 24, maxAgeDays: 90 }, // 0 days: passwords need not expire
  references: {
    securityHub: ['IAM.7', 'IAM.10'],
    configRule: ['iam-password-policy'],
    prowler: [
      'iam_password_policy_minimum_length_14',
      ...['lowercase', 'uppercase', 'number', 'symbol'].map((kind) => `iam_password_policy_${kind}`),
      'iam_password_policy_reuse_24',
      'iam_password_policy_expires_passwords_within_90_days_or_less',
    ],
    steampipe: ['iam_account_password_policy_strong_min_reuse_24'],
  },
  check({ passwordPolicy: policy }, { minLength, minReusePrevention, maxAgeDays }) {
    if (!policy) return fail('the account has no password policy of its own');
    const { minLength: length, requires, reusePrevention: refused, maxAgeDays: age } = policy;
    const told = `at least ${length} characters, with ${requires.join(', ') || 'no kind required'}; the last ${refused} are refused; ${age === null ? 'no expiry' : `expiry after ${age} days`}`;
    const young = maxAgeDays === 0 || (age !== null && age <= maxAgeDays);
    if (length >= minLength && requires.length === 4 && refused >= minReusePrevention && young)
      return pass(told);
    const asked = `${minLength} characters of 4 kinds, ${minReusePrevention} refused, ${maxAgeDays ? `expiry after ${maxAgeDays} days` : 'any expiry'}`;
    return fail(`${told}; asked for: ${asked}`);
  },
});
