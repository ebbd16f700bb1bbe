import { judgeRetention } from '#lib/domain/retention.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'redshift-automated-snapshot-retention',
  title: 'Automated snapshots of Redshift clusters are kept long enough',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::Redshift::Cluster',
  reads: ['snapshotRetentionDays'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'AWS keeps one day unless told, and a load that spoiled tables on Friday cannot be undone on Monday.',
  remediation: {
    text: 'Raise the retention period of the automated snapshots.',
    cli: 'aws redshift modify-cluster --cluster-identifier ID --automated-snapshot-retention-period 35',
    url: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html',
  },
  // As long as for databases, and for the same reason: rds-instance-protected.
  parameters: { minDays: 7 },
  references: {
    securityHub: ['Redshift.3'],
    configRule: ['redshift-backup-enabled'],
    prowler: ['redshift_cluster_automated_snapshot'],
    steampipe: ['redshift_cluster_automatic_snapshots_min_7_days'],
  },
  check({ snapshotRetentionDays }, { minDays }) {
    return judgeRetention('automated snapshots', snapshotRetentionDays, minDays);
  },
});
