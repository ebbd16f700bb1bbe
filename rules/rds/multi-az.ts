import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-multi-az',
  title: 'Database instances have a standby in another Availability Zone',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::RDS::DBInstance',
  reads: ['multiAz', 'cluster', 'replicaOf'],
  controls: ['resilience'],
  risk: 'When the data centre of a single instance fails, the service is down until somebody restores it.',
  remediation: {
    text: 'Add a standby instance in another Availability Zone.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --multi-az',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
  },
  references: {
    securityHub: ['RDS.5'],
    configRule: ['rds-multi-az-support'],
    prowler: ['rds_instance_multi_az'],
    steampipe: ['rds_db_instance_multiple_az_enabled'],
  },
  check({ multiAz, cluster, replicaOf }) {
    if (cluster) return notApplicable(`the zones of the cluster ${cluster} decide`);
    if (replicaOf) return notApplicable(`a read replica of ${replicaOf}, which does not take over by itself`);
    return multiAz ? pass('there is a standby in another zone') : fail('the instance runs in one zone');
  },
});
