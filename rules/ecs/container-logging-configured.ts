import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecs-container-logging-configured',
  title: 'Every container of the latest revision of a task definition says where its output is logged',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::ECS::TaskDefinition',
  reads: ['revision', 'containers'],
  controls: ['service-logging'],
  risk: 'The output of a container goes with its host, or with the task, and nothing tells afterwards what it did.',
  remediation: {
    text: 'Register a revision in which each container has a log configuration, for example awslogs.',
    cli: 'aws ecs register-task-definition --cli-input-json file://task-definition.json',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  },
  references: {
    securityHub: ['ECS.9'],
    configRule: ['ecs-task-definition-log-configuration'],
    prowler: ['ecs_task_definitions_logging_enabled'],
    steampipe: ['ecs_task_definition_logging_enabled'],
  },
  check({ revision, containers }) {
    const silent = containers.filter(({ logDriver }) => logDriver === null).map(({ name }) => name);
    return silent.length === 0
      ? pass(`every container of revision ${revision} has a log driver`)
      : fail(`without log configuration in revision ${revision}: ${silent.join(', ')}`);
  },
});
