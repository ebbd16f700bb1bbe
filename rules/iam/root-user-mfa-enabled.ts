import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-root-user-mfa-enabled',
  title: 'The root user has a second factor',
  severity: 'critical',
  area: 'mfa',
  resource: 'AWS::::Account',
  reads: ['rootUser'],
  controls: ['human-mfa', 'root-user-protection'],
  risk: 'Whoever learns the password of the root user owns the account: nothing in it can refuse the root user.',
  remediation: {
    text: 'Sign in as the root user and register an MFA device, or remove the root credentials of member accounts centrally.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
  },
  references: {
    configRule: ['root-account-mfa-enabled'],
    prowler: ['iam_root_mfa_enabled'],
    steampipe: ['iam_root_user_mfa_enabled'],
  },
  check({ rootUser: { mfa, password, accessKeys } }) {
    if (password === false && !accessKeys)
      return notApplicable('the root user has neither a password nor access keys');
    return mfa ? pass('the root user has an MFA device') : fail('the root user has no MFA device');
  },
});
