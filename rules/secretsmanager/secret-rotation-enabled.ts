import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'secretsmanager-secret-rotation-enabled',
  title: 'Secrets rotate automatically',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SecretsManager::Secret',
  reads: ['rotationEnabled', 'owningService', 'replicaOf'],
  controls: ['secrets-management'],
  risk: 'A password that leaked once opens the door for as long as nobody changes it by hand.',
  remediation: {
    text: 'Turn on rotation, by the service that issued the secret or by a Lambda function.',
    cli: 'aws secretsmanager rotate-secret --secret-id SECRET_ARN --rotation-lambda-arn FUNCTION_ARN --rotation-rules AutomaticallyAfterDays=30',
    url: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  },
  references: {
    securityHub: ['SecretsManager.1'],
    configRule: ['secretsmanager-rotation-enabled-check'],
    prowler: ['secretsmanager_automatic_rotation_enabled'],
    steampipe: ['secretsmanager_secret_automatic_rotation_enabled'],
  },
  check({ rotationEnabled, owningService, replicaOf }) {
    if (replicaOf !== null) return notApplicable(`a copy follows the rotation of its secret in ${replicaOf}`);
    if (rotationEnabled) return pass('automatic rotation is on');
    return owningService === null
      ? fail('automatic rotation is off')
      : notApplicable(`${owningService} manages this secret, and only that service can turn rotation on`);
  },
});
