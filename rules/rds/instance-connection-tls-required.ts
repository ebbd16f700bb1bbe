import { judgeTls } from '#lib/domain/databases.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-instance-connection-tls-required',
  title: 'Database instances accept connections with TLS only',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::RDS::DBInstance',
  reads: ['tls', 'cluster'],
  controls: ['encryption-in-transit'],
  risk: 'A program that is set up carelessly sends passwords and data in clear, and nobody notices.',
  remediation: {
    text: 'Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) in a parameter group of your own, once all programs connect with TLS.',
    cli: 'aws rds modify-db-parameter-group --db-parameter-group-name GROUP --parameters ParameterName=rds.force_ssl,ParameterValue=1,ApplyMethod=immediate',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
  },
  references: {
    securityHub: ['RDS.38', 'RDS.39'],
    configRule: ['rds-postgres-instance-encrypted-in-transit', 'rds-mysql-instance-encrypted-in-transit'],
    prowler: ['rds_instance_transport_encrypted'],
    steampipe: ['rds_db_instance_connections_encryption_enabled'],
  },
  check({ tls, cluster }) {
    return cluster ? notApplicable(`the cluster ${cluster} decides`) : judgeTls(tls);
  },
});
