import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-enhanced-monitoring',
  title: 'Database instances have their operating system measured',
  severity: 'low',
  area: 'monitoring',
  resource: 'AWS::RDS::DBInstance',
  reads: ['monitoringInterval'],
  controls: ['capacity-management'],
  risk: 'Memory or disks that run out show only when the database is already slow or down.',
  remediation: {
    text: 'Turn on Enhanced Monitoring, with a role that may write its measurements.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --monitoring-interval 60 --monitoring-role-arn ROLE_ARN',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html',
  },
  references: {
    securityHub: ['RDS.6'],
    configRule: ['rds-enhanced-monitoring-enabled'],
    prowler: ['rds_instance_enhanced_monitoring_enabled'],
    steampipe: ['rds_db_instance_and_cluster_enhanced_monitoring_enabled'],
  },
  check: ({ monitoringInterval: seconds }) =>
    seconds > 0
      ? pass(`the system is measured every ${seconds} seconds`)
      : fail('the system is not measured'),
});
