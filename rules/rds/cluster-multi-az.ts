import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-multi-az',
  title: 'Database clusters have instances in more than one Availability Zone',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::RDS::DBCluster',
  reads: ['multiAz'],
  controls: ['resilience'],
  risk: 'When the data centre of the only instance fails, the service is down until another is made.',
  remediation: {
    text: 'Add a reader in another Availability Zone.',
    cli: 'aws rds create-db-instance --db-cluster-identifier ID --db-instance-identifier READER --engine ENGINE --db-instance-class CLASS --availability-zone ZONE',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
  },
  references: {
    securityHub: ['RDS.15'],
    configRule: ['rds-cluster-multi-az-enabled'],
    prowler: ['rds_cluster_multi_az'],
    steampipe: ['rds_db_cluster_multiple_az_enabled'],
  },
  check: ({ multiAz }) =>
    multiAz ? pass('instances run in more than one zone') : fail('all instances run in one zone'),
});
