import { judgeRetention } from '#lib/domain/retention.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'docdb-backup-retention',
  title: 'Automated backups of DocumentDB clusters are kept long enough',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::DocDB::DBCluster',
  reads: ['backupRetentionDays'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'Documents that a faulty program changed can be put back only from a backup that is older than the change.',
  remediation: {
    text: 'Raise the retention period of the automated backups; AWS keeps one day unless told.',
    cli: 'aws docdb modify-db-cluster --db-cluster-identifier ID --backup-retention-period 35 --apply-immediately',
    url: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/backup_restore.html',
  },
  // As long as for databases of RDS, and for the same reason: rds-instance-backup-retention.
  parameters: { minDays: 7 },
  references: {
    securityHub: ['DocumentDB.2'],
    prowler: ['documentdb_cluster_backup_enabled'],
    steampipe: ['docdb_cluster_backup_retention_period_7_days'],
  },
  check({ backupRetentionDays }, { minDays }) {
    return judgeRetention('automated backups', backupRetentionDays, minDays);
  },
});
