import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'codebuild-project-logging',
  title: 'Builds log to CloudWatch Logs or to S3',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::CodeBuild::Project',
  reads: ['logsTo'],
  controls: ['service-logging'],
  risk: 'What a build did, and what it took into the software, cannot be told afterwards.',
  remediation: {
    text: 'Turn on the logs of the project to CloudWatch Logs, to S3, or to both.',
    cli: 'aws codebuild update-project --name PROJECT --logs-config cloudWatchLogs={status=ENABLED}',
    url: 'https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html',
  },
  references: {
    securityHub: ['CodeBuild.4'],
    configRule: ['codebuild-project-logging-enabled'],
    prowler: ['codebuild_project_logging_enabled'],
    steampipe: ['codebuild_project_logging_enabled'],
  },
  check: ({ logsTo }) =>
    logsTo.length > 0 ? pass(`builds log to ${logsTo.join(' and ')}`) : fail('builds log nowhere'),
});
