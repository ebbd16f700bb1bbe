import { defineRule } from '#lib/domain/rule.ts';
import { secretsInWords } from '#lib/domain/secrets.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecs-task-no-plaintext-secrets',
  title: 'No secret stands in plain text in the latest revision of a task definition',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::ECS::TaskDefinition',
  reads: ['revision', 'plainSecrets'],
  controls: ['secrets-management', 'workload-identity'],
  risk: 'Everyone who may look at task definitions, also at those of long ago, reads the secret.',
  remediation: {
    text: 'Change the secret, keep it in Secrets Manager, and register a revision that names it under secrets.',
    cli: 'aws ecs register-task-definition --cli-input-json file://task-definition.json',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  },
  references: {
    securityHub: ['ECS.8'],
    configRule: ['ecs-no-environment-secrets'],
    prowler: ['ecs_task_definitions_no_environment_secrets'],
    steampipe: ['ecs_task_definition_container_environment_no_secret'],
  },
  check({ revision, plainSecrets: secrets }) {
    const named = secrets.map(({ container, name, kind }) => ({ name: `${container}: ${name}`, kind }));
    return named.length === 0
      ? pass(`nothing in revision ${revision} looks like a secret`)
      : fail(`in plain text in revision ${revision}: ${secretsInWords(named)}`);
  },
});
