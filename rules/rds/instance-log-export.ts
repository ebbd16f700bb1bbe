import { INSTANCE_LOGS, judgeExportedLogs } from '#lib/domain/databases.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-instance-log-export',
  title: 'Database instances hand their logs to CloudWatch',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::RDS::DBInstance',
  reads: ['engine', 'exportedLogs', 'cluster'],
  controls: ['service-logging'],
  risk: 'Logs that stay on the database are deleted within days, and with them who signed in and what failed.',
  remediation: {
    text: 'Turn on the export of the logs that the reason names; audit logs must also be turned on in the engine.',
    cli: `aws rds modify-db-instance --db-instance-identifier ID --cloudwatch-logs-export-configuration '{"EnableLogTypes":["LOG"]}'`,
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html',
  },
  parameters: { logs: INSTANCE_LOGS },
  references: {
    securityHub: ['RDS.9'],
    configRule: ['rds-logging-enabled'],
    prowler: ['rds_instance_integration_cloudwatch_logs'],
    steampipe: ['rds_db_instance_logging_enabled'],
  },
  check({ engine, exportedLogs, cluster }, { logs }) {
    return cluster
      ? notApplicable(`the cluster ${cluster} decides`)
      : judgeExportedLogs(engine, exportedLogs, logs);
  },
});
