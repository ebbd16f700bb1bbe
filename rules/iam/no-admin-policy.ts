import { statementName } from '#lib/domain/policy/document.ts';
import { administratorStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-no-admin-policy',
  title: "No policy of the company's own allows every action on every resource",
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::IAM::Policy',
  reads: ['kind', 'document', 'holders'],
  controls: ['administrator-restriction', 'least-privilege'],
  risk: "A policy of one's own that grants everything makes administrators that a look for AdministratorAccess does not find.",
  remediation: {
    text: 'Name the actions and resources that the task needs, or delete the policy and use AdministratorAccess on approved roles.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://policy.json --set-as-default',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  references: {
    securityHub: ['IAM.1'],
    configRule: ['iam-policy-no-statements-with-admin-access'],
    prowler: [
      'iam_customer_attached_policy_no_administrative_privileges',
      'iam_customer_unattached_policy_no_administrative_privileges',
      'iam_inline_policy_no_administrative_privileges',
    ],
    steampipe: ['iam_policy_no_star_star', 'iam_inline_policy_no_administrative_privileges'],
  },
  check({ kind, document, holders }) {
    if (kind === 'aws-managed') return notApplicable('AWS writes this policy');
    const admin = administratorStatements(document).map((statement) => statementName(document, statement));
    if (admin.length === 0) return pass('no statement allows every action on every resource');
    return fail(
      `statement ${admin.join(', ')} allows every action on every resource; attached to ${holders.length} identities`,
    );
  },
});
