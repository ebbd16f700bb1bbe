import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-console-user-mfa-enabled',
  title: 'IAM users with a console password have a second factor',
  severity: 'high',
  area: 'mfa',
  resource: 'AWS::IAM::User',
  reads: ['password', 'mfaActive'],
  controls: ['human-mfa'],
  risk: 'A guessed, reused or phished password is all that it takes to sign in as this user.',
  remediation: {
    text: 'Let the user register an MFA device, or delete the password if the user is not a person.',
    cli: 'aws iam delete-login-profile --user-name USER',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html',
  },
  references: {
    securityHub: ['IAM.5', 'IAM.19'],
    configRule: ['mfa-enabled-for-iam-console-access', 'iam-user-mfa-enabled'],
    prowler: ['iam_user_mfa_enabled_console_access'],
    steampipe: ['iam_user_console_access_mfa_enabled', 'iam_user_mfa_enabled'],
  },
  check({ password, mfaActive }) {
    if (!password) return notApplicable('the user has no console password');
    return mfaActive
      ? pass('the user has a console password and an MFA device')
      : fail('the user has a console password and no MFA device');
  },
});
