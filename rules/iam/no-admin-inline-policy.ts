import { statementName } from '#lib/domain/policy/document.ts';
import { administratorStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-no-admin-inline-policy',
  title: 'No inline policy allows every action on every resource',
  severity: 'critical',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['holder', 'document'],
  controls: ['administrator-restriction', 'least-privilege'],
  risk: 'An inline policy is in no list of policies, so an administrator made by one is easily overlooked.',
  remediation: {
    text: 'Delete the inline policy; grant what the task needs by a managed policy, and administration to approved roles.',
    cli: 'aws iam delete-role-policy --role-name ROLE --policy-name POLICY',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  },
  references: {
    securityHub: ['IAM.1'],
    prowler: ['iam_inline_policy_no_administrative_privileges'],
    steampipe: ['iam_inline_policy_no_administrative_privileges'],
  },
  check({ holder, document }) {
    const admin = administratorStatements(document).map((statement) => statementName(document, statement));
    return admin.length === 0
      ? pass(`no statement allows ${holder} every action on every resource`)
      : fail(`statement ${admin.join(', ')} allows ${holder} every action on every resource`);
  },
});
