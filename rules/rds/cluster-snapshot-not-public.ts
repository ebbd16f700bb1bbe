import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-snapshot-not-public',
  title: 'No snapshot of a database cluster can be restored by every AWS account',
  severity: 'critical',
  area: 'network',
  resource: 'AWS::RDS::DBClusterSnapshot',
  reads: ['public'],
  controls: ['public-access-prevention'],
  risk: 'Anyone with an AWS account makes a cluster of the snapshot and reads all of it, unnoticed.',
  remediation: {
    text: 'Make the snapshot private, encrypt the next ones, and treat its data as disclosed.',
    cli: 'aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier ID --attribute-name restore --values-to-remove all',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-share-snapshot.html',
  },
  references: {
    securityHub: ['RDS.1'],
    configRule: ['rds-snapshots-public-prohibited'],
    prowler: ['rds_snapshots_public_access'],
    steampipe: ['rds_db_snapshot_prohibit_public_access'],
  },
  check: ({ public: open }) =>
    open
      ? fail('every AWS account can make a cluster of the snapshot')
      : pass('the snapshot is not open to every AWS account'),
});
