import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'cognito-user-pool-mfa-enforced',
  title: 'User pools require a second factor of every user',
  severity: 'medium',
  area: 'mfa',
  resource: 'AWS::Cognito::UserPool',
  reads: ['mfa'],
  controls: ['human-mfa'],
  risk: 'Passwords that leak elsewhere are tried on every sign-in page; users who need no second factor are then taken over.',
  remediation: {
    text: 'Make MFA required in the sign-in settings of the user pool.',
    cli: 'aws cognito-idp set-user-pool-mfa-config --user-pool-id POOL_ID --mfa-configuration ON --software-token-mfa-configuration Enabled=true',
    url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
  },
  references: {
    configRule: ['cognito-user-pool-mfa-enabled'],
    prowler: ['cognito_user_pool_mfa_enabled'],
  },
  check({ mfa }) {
    if (mfa === 'ON') return pass('the pool requires MFA');
    return fail(mfa === 'OPTIONAL' ? 'users may choose to go without MFA' : `MFA is ${mfa}`);
  },
});
