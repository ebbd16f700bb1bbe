import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'appsync-field-level-logging',
  title: 'GraphQL APIs log what goes wrong in resolving a field',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::AppSync::GraphQLApi',
  reads: ['fieldLogLevel'],
  controls: ['service-logging'],
  risk: 'A query that failed, or probed for what it should not see, leaves no trace.',
  remediation: {
    text: 'Turn on logging of the API, at level ERROR or more.',
    cli: 'aws appsync update-graphql-api --api-id ID --name NAME --authentication-type TYPE --log-config fieldLogLevel=ERROR,cloudWatchLogsRoleArn=ROLE_ARN',
    url: 'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html',
  },
  references: {
    securityHub: ['AppSync.2'],
    configRule: ['appsync-logging-enabled'],
    prowler: ['appsync_field_level_logging_enabled'],
  },
  check({ fieldLogLevel: level }) {
    if (level === null) return fail('nothing is logged');
    return level === 'NONE'
      ? fail('requests are logged, but no fields')
      : pass(`fields are logged at ${level}`);
  },
});
