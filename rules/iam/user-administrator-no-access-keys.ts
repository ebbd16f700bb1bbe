import { byStatements } from '#lib/domain/policy/escalation-verdict.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-administrator-no-access-keys',
  title: 'IAM users who are administrators have no access keys that rule without a second factor',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::IAM::User',
  reads: ['administrator', 'signIn'],
  controls: ['credential-hygiene', 'administrator-restriction'],
  risk: 'An access key is never asked for a second factor: whoever finds it in a file or a repository rules the account.',
  remediation: {
    text: 'Delete the keys and let the person take an administrator role, or allow administration with MFA only (aws:MultiFactorAuthPresent).',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id KEY',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  check({ administrator, signIn: { accessKeys } }) {
    if (!administrator) return notApplicable('the user is no administrator');
    if (accessKeys === 0) return pass('the user is an administrator without access keys');
    return administrator.needsMfa
      ? pass('the access keys rule the account with a second factor only')
      : fail(`active access keys of an administrator (by ${byStatements(administrator.by)}): ${accessKeys}`);
  },
});
