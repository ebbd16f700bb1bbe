import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-federated-human-access',
  title: 'People sign in through federation: only break-glass users have a console password',
  severity: 'medium',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['consoleUsers'],
  controls: ['credential-hygiene', 'access-provisioning'],
  risk: 'A password in each account outlives the employment of its owner, because leaving the company closes only the account at the identity provider.',
  remediation: {
    text: 'Let people sign in through IAM Identity Center, delete the passwords of their IAM users, and name break-glass users in the parameter of this rule.',
    cli: 'aws iam delete-login-profile --user-name USER',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  parameters: { breakGlassUsers: [] as readonly string[] },
  references: {
    prowler: ['iam_check_saml_providers_sts', 'iam_user_with_temporary_credentials'],
  },
  check({ consoleUsers }, { breakGlassUsers }) {
    const people = consoleUsers.filter((name) => !breakGlassUsers.includes(name));
    if (people.length > 0) return fail(`IAM users with a console password: ${people.join(', ')}`);
    return consoleUsers.length === 0
      ? pass('no IAM user has a console password')
      : pass(`only break-glass users have a console password: ${consoleUsers.join(', ')}`);
  },
});
