import { statementName } from '#lib/domain/policy/document.ts';
import { publicStatements } from '#lib/domain/policy/public.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'secretsmanager-secret-policy-not-public',
  title: 'Policies of secrets do not let everyone in',
  severity: 'critical',
  area: 'least-privilege',
  resource: 'AWS::SecretsManager::Secret',
  reads: ['policy'],
  controls: ['external-trust'],
  risk: 'Any AWS account may read the secret and use what it opens.',
  remediation: {
    text: 'Name the roles that may read the secret, or add a condition on the account or Organization of the caller.',
    cli: 'aws secretsmanager put-resource-policy --secret-id SECRET_ARN --resource-policy file://policy.json --block-public-policy',
    url: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
  },
  references: {
    prowler: ['secretsmanager_not_publicly_accessible'],
  },
  check({ policy }) {
    if (policy === null) return pass('the secret has no policy');
    const open = publicStatements(policy).map((statement) => statementName(policy, statement));
    return open.length === 0
      ? pass('no statement of the policy lets everyone in')
      : fail(`the policy lets everyone in by statement ${open.join(', ')}`);
  },
});
