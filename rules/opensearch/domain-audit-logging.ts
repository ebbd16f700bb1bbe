import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'opensearch-domain-audit-logging',
  title: 'Search domains send audit logs to CloudWatch Logs',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::OpenSearchService::Domain',
  reads: ['logs'],
  controls: ['service-logging'],
  risk: 'Sign-ins that failed, and searches in indexes that hold personal data, leave no trace.',
  remediation: {
    text: 'Turn on fine-grained access control, send audit logs to a log group, and choose in OpenSearch Dashboards what is audited.',
    cli: 'aws opensearch update-domain-config --domain-name NAME --log-publishing-options AUDIT_LOGS={CloudWatchLogsLogGroupArn=ARN,Enabled=true}',
    url: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html',
  },
  references: {
    securityHub: ['ES.5', 'OpenSearch.5'],
    configRule: ['opensearch-audit-logging-enabled'],
    prowler: ['opensearch_service_domains_audit_logging_enabled'],
    steampipe: ['opensearch_domain_audit_logging_enabled'],
  },
  check({ logs }) {
    return logs.includes('AUDIT_LOGS')
      ? pass('audit logs go to CloudWatch Logs')
      : fail('audit logs go nowhere');
  },
});
