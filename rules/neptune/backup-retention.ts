import { judgeRetention } from '#lib/domain/retention.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'neptune-backup-retention',
  title: 'Automated backups of Neptune clusters are kept long enough',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::Neptune::DBCluster',
  reads: ['backupRetentionDays'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'What a faulty load did to the graph can be undone only from a backup that is older than the load.',
  remediation: {
    text: 'Raise the retention period of the automated backups; AWS keeps one day unless told.',
    cli: 'aws neptune modify-db-cluster --db-cluster-identifier ID --backup-retention-period 35 --apply-immediately',
    url: 'https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore-overview.html',
  },
  // As long as for databases of RDS, and for the same reason: rds-instance-protected.
  parameters: { minDays: 7 },
  references: {
    securityHub: ['Neptune.5'],
    configRule: ['neptune-cluster-backup-retention-check'],
    prowler: ['neptune_cluster_backup_enabled'],
    steampipe: ['neptune_db_cluster_automated_backup_enabled'],
  },
  check({ backupRetentionDays }, { minDays }) {
    return judgeRetention('automated backups', backupRetentionDays, minDays);
  },
});
