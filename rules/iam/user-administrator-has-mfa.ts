import { byStatements } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-administrator-has-mfa',
  title: 'IAM users who are administrators have a second factor',
  severity: 'critical',
  area: 'mfa',
  resource: 'AWS::IAM::User',
  reads: ['administrator', 'signIn'],
  controls: ['human-mfa', 'administrator-restriction'],
  risk: 'One stolen password or key is enough to rule the whole account.',
  remediation: {
    text: 'Let the user register a security key or passkey, or take the administration away and give it to a role.',
    cli: 'aws iam enable-mfa-device --user-name USER --serial-number SERIAL --authentication-code1 CODE --authentication-code2 CODE',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  },
  references: {
    prowler: ['iam_administrator_access_with_mfa'],
    steampipe: ['iam_user_with_administrator_access_mfa_enabled'],
  },
  check({ administrator, signIn: { mfa, password, accessKeys } }) {
    if (!administrator) return notApplicable('the user is no administrator');
    if (!password && accessKeys === 0)
      return notApplicable('the user has neither a password nor active access keys');
    const by = byStatements(administrator.by);
    return mfa
      ? pass(`the user is an administrator by ${by}, and has an MFA device`)
      : fail(`the user is an administrator by ${by}, and has no MFA device`);
  },
});
