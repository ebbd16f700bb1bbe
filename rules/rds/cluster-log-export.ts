import { CLUSTER_LOGS, judgeExportedLogs } from '#lib/domain/databases.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'rds-cluster-log-export',
  title: 'Database clusters hand their logs to CloudWatch',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::RDS::DBCluster',
  reads: ['engine', 'exportedLogs'],
  controls: ['service-logging'],
  risk: 'Logs that stay on the database are deleted within days, and with them who signed in and what failed.',
  remediation: {
    text: 'Turn on the export of the logs that the reason names; audit logs must also be turned on in the engine.',
    cli: `aws rds modify-db-cluster --db-cluster-identifier ID --cloudwatch-logs-export-configuration '{"EnableLogTypes":["LOG"]}'`,
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.html',
  },
  parameters: { logs: CLUSTER_LOGS },
  references: {
    securityHub: ['RDS.37'],
    prowler: ['rds_cluster_integration_cloudwatch_logs'],
  },
  check: ({ engine, exportedLogs }, { logs }) => judgeExportedLogs(engine, exportedLogs, logs),
});
