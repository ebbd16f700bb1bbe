import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sso-permission-set-session-length',
  title: 'Sessions of permission sets end within a working day',
  severity: 'low',
  area: 'access-review',
  resource: 'AWS::SSO::PermissionSet',
  reads: ['name', 'sessionMinutes'],
  controls: ['credential-hygiene'],
  risk: 'Credentials of a session work until it ends, also after they were stolen or their holder has left.',
  remediation: {
    text: 'Shorten the session duration of the permission set.',
    cli: 'aws sso-admin update-permission-set --instance-arn INSTANCE --permission-set-arn PERMISSION_SET --session-duration PT8H',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html',
  },
  // AWS gives 1 hour and lets up to 12 be set; NIST SP 800-63B asks people to sign in again after 12 at the latest.
  parameters: { maxMinutes: 480 },
  check({ name, sessionMinutes }, { maxMinutes }) {
    const told = `sessions of ${name} last ${sessionMinutes} minutes`;
    return sessionMinutes <= maxMinutes ? pass(told) : fail(`${told}; the limit is ${maxMinutes}`);
  },
});
