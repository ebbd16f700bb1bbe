import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-logs-to-cloudwatch',
  title: 'Search domains send error logs to CloudWatch Logs',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['logs'],
  controls: ['service-logging'],
  risk: 'Refused requests, broken queries and failing nodes show nowhere, and nobody can tell what happened.',
  remediation: {
    text: 'Send error logs to a log group that OpenSearch Service may write to.',
    cli: 'aws opensearch update-domain-config --domain-name NAME --log-publishing-options ES_APPLICATION_LOGS={CloudWatchLogsLogGroupArn=ARN,Enabled=true}',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html',
  },
  // Error logs. A company may ask for INDEX_SLOW_LOGS and SEARCH_SLOW_LOGS as well.
  parameters: { kinds: ['ES_APPLICATION_LOGS'] },
  references: {
    securityHub: ['ES.4', 'OpenSearch.4'],
    configRule: ['opensearch-logs-to-cloudwatch', 'elasticsearch-logs-to-cloudwatch'],
    prowler: ['opensearch_service_domains_cloudwatch_logging_enabled'],
    steampipe: ['opensearch_domain_logs_to_cloudwatch', 'es_domain_logs_to_cloudwatch'],
  },
  check({ logs }, { kinds }) {
    const missing = kinds.filter((kind) => !logs.includes(kind));
    return missing.length === 0
      ? pass(`logs go to CloudWatch Logs: ${logs.join(', ')}`)
      : fail(`not sent to CloudWatch Logs: ${missing.join(', ')}`);
  },
});
