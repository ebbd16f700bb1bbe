import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cognito-user-pool-password-policy-strong',
  title: 'User pools ask for long, mixed passwords',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::Cognito::UserPool',
  reads: ['passwordPolicy'],
  controls: ['credential-hygiene'],
  risk: 'Short passwords are guessed on a sign-in page that the whole internet can reach.',
  remediation: {
    text: 'Raise the password policy of the user pool; it holds for passwords that are set from then on.',
    cli: 'aws cognito-idp update-user-pool --user-pool-id POOL_ID --policies file://policies.json',
    url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html',
  },
  parameters: { minLength: 14, minKinds: 4 }, // kinds: lower case, upper case, numbers, symbols
  references: {
    configRule: ['cognito-user-pool-password-policy-check'],
    prowler: ['minimum_length_14', 'lowercase', 'uppercase', 'number', 'symbol'].map(
      (part) => `cognito_user_pool_password_policy_${part}`,
    ),
  },
  check({ passwordPolicy: { minLength: length, requires } }, { minLength, minKinds }) {
    const told = `at least ${length} characters, with ${requires.join(', ') || 'no kind required'}`;
    return length >= minLength && requires.length >= minKinds
      ? pass(told)
      : fail(`${told}; asked for: ${minLength} characters of ${minKinds} kinds`);
  },
});
