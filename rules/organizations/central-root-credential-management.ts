import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'organizations-central-root-credential-management',
  title: 'Root credentials of member accounts are managed by the Organization',
  severity: 'high',
  area: 'access-review',
  resource: 'AWS::Organizations::Organization',
  reads: ['rootFeatures'],
  controls: ['root-user-protection', 'organization-guardrails'],
  risk: 'Each member account with a root password of its own has a user whom no policy in the account can limit.',
  remediation: {
    text: 'Enable central management of root credentials, then delete the root credentials of the member accounts.',
    cli: 'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com && aws iam enable-organizations-root-credentials-management',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html',
  },
  references: { prowler: ['iam_root_credentials_management_enabled'] },
  check({ rootFeatures }) {
    const told = `enabled for root users: ${rootFeatures.join(', ') || 'nothing'}`;
    return rootFeatures.includes('RootCredentialsManagement') ? pass(told) : fail(told);
  },
});
