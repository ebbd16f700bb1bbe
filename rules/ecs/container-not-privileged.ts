import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecs-container-not-privileged',
  title: 'No container of the latest revision of a task definition is privileged',
  severity: 'high',
  area: 'least-privilege',
  resource: 'AWS::ECS::TaskDefinition',
  reads: ['revision', 'containers'],
  controls: ['least-privilege', 'malicious-software-prevention'],
  risk: 'Whoever breaks into a privileged container is root on its host, and so in every other container there.',
  remediation: {
    text: 'Register a revision without privileged; where a program needs one right of the kernel, add that one under linuxParameters.capabilities.',
    cli: 'aws ecs register-task-definition --cli-input-json file://task-definition.json',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  },
  references: {
    securityHub: ['ECS.4'],
    configRule: ['ecs-containers-nonprivileged'],
    prowler: ['ecs_task_definitions_no_privileged_containers'],
    steampipe: ['ecs_task_definition_container_non_privileged'],
  },
  check({ revision, containers }) {
    const privileged = containers.filter((container) => container.privileged).map(({ name }) => name);
    return privileged.length === 0
      ? pass(`no container of revision ${revision} is privileged`)
      : fail(`privileged in revision ${revision}: ${privileged.join(', ')}`);
  },
});
