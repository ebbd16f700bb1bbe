import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-user-no-initial-access-key',
  title: 'No access key was made together with a console user and then left unused',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::IAM::User',
  reads: ['password', 'accessKeys', 'initialAccessKeys'],
  controls: ['credential-hygiene'],
  risk: 'A key that was made in passing, and that nobody asked for, is kept by nobody and missed by nobody when it is copied.',
  remediation: {
    text: 'Delete the key; let the person make one when there is a need for it.',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id KEY_ID',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  references: {
    prowler: ['iam_user_no_setup_initial_access_key'],
    steampipe: ['iam_user_access_keys_and_password_at_setup'],
  },
  check({ password, accessKeys, initialAccessKeys }) {
    if (!password) return notApplicable('the user has no console password');
    const idle = accessKeys.filter(
      ({ number, unusedDays }) => initialAccessKeys.includes(number) && unusedDays === null,
    );
    return idle.length === 0
      ? pass('no active key was made together with the user and never used')
      : fail(
          `made together with the user and never used: ${idle.map(({ number }) => `key ${number}`).join(', ')}`,
        );
  },
});
