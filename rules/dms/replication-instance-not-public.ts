import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dms-replication-instance-not-public',
  title: 'Replication instances of DMS have no public address',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::DMS::ReplicationInstance',
  reads: ['publiclyAccessible'],
  controls: ['public-access-prevention', 'network-boundary'],
  risk: 'A machine that can read and write the databases on both sides of a migration can be reached from the internet.',
  remediation: {
    text: 'The address is set when an instance is made: make a private one, move the tasks to it and delete the public one.',
    cli: 'aws dms create-replication-instance --replication-instance-identifier NEW --replication-instance-class CLASS --no-publicly-accessible',
    url: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html',
  },
  references: {
    securityHub: ['DMS.1'],
    configRule: ['dms-replication-not-public'],
    prowler: ['dms_instance_no_public_access'],
    steampipe: ['dms_replication_instance_not_publicly_accessible'],
  },
  check({ publiclyAccessible }) {
    return publiclyAccessible
      ? fail('the instance has a public address')
      : pass('the instance has no public address');
  },
});
