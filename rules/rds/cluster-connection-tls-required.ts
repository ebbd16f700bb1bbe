import { judgeTls } from '#lib/domain/databases.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'rds-cluster-connection-tls-required',
  title: 'Database clusters accept connections with TLS only',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::RDS::DBCluster',
  reads: ['tls'],
  controls: ['encryption-in-transit'],
  risk: 'A program that is set up carelessly sends passwords and data in clear, and nobody notices.',
  remediation: {
    text: 'Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) in a parameter group of your own, once all programs connect with TLS.',
    cli: 'aws rds modify-db-cluster-parameter-group --db-cluster-parameter-group-name GROUP --parameters ParameterName=require_secure_transport,ParameterValue=ON,ApplyMethod=immediate',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html',
  },
  references: {
    prowler: ['rds_instance_transport_encrypted'],
  },
  check: ({ tls }) => judgeTls(tls),
});
