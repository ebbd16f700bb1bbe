import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-role-trust-no-public-principal',
  title: 'No role can be assumed by anyone at all',
  severity: 'critical',
  area: 'least-privilege',
  resource: 'AWS::IAM::Role',
  reads: ['path', 'trustPolicy'],
  controls: ['external-trust'],
  risk: 'Anyone with an AWS account of their own can take the role and do what it may do.',
  remediation: {
    text: 'Name the accounts, roles or services that need the role as its principals, or add a condition on aws:PrincipalOrgID.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  },
  check({ path, trustPolicy }) {
    if (path.startsWith('/aws-service-role/'))
      return notApplicable('an AWS service owns this role and its trust policy');
    const open = publicStatements(trustPolicy).map((statement) => statementName(trustPolicy, statement));
    return open.length === 0
      ? pass('no statement of the trust policy lets everyone in')
      : fail(`statement ${open.join(', ')} of the trust policy lets everyone in`);
  },
});
