import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-support-incident-role-exists',
  title: 'Somebody can open cases with AWS Support without being an administrator',
  severity: 'low',
  area: 'incident-response',
  resource: 'AWS::::Account',
  reads: ['supportCaseOpeners'],
  controls: ['incident-response'],
  risk: 'In an incident nobody can ask AWS for help, or only the few who hold everything and are busy.',
  remediation: {
    text: 'Attach AWSSupportAccess to the role that handles incidents.',
    cli: 'aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess',
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html',
  },
  references: {
    prowler: ['iam_support_role_created'],
    steampipe: ['iam_support_role'],
  },
  check({ supportCaseOpeners: openers }) {
    return openers.length > 0
      ? pass(`a policy about AWS Support is held by ${openers.join(', ')}`)
      : fail(
          'no user, role or group with members has a policy that names AWS Support and allows to open cases',
        );
  },
});
