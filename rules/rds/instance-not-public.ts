import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-instance-not-public',
  title: 'Database instances have no public address',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::RDS::DBInstance',
  reads: ['publiclyAccessible'],
  controls: ['public-access-prevention', 'network-boundary'],
  risk: 'A database with a public address is one security group away from the whole internet.',
  remediation: {
    text: 'Make the instance private, and reach it from within its network.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --no-publicly-accessible --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  },
  references: {
    securityHub: ['RDS.2'],
    configRule: ['rds-instance-public-access-check'],
    prowler: ['rds_instance_no_public_access'],
    steampipe: ['rds_db_instance_prohibit_public_access'],
  },
  check({ publiclyAccessible }) {
    return publiclyAccessible
      ? fail(
          'the instance has a public address (whether its security groups let anyone in is not judged here)',
        )
      : pass('the instance has no public address');
  },
});
