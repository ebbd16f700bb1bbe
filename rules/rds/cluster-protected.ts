import { awsBackupRoute, judgeProtection, keptRoute, PROTECTION } from '#lib/domain/backup.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'rds-cluster-protected',
  title: 'Database clusters have automated backups that are kept long enough, or a recent one in AWS Backup',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::RDS::DBCluster',
  reads: ['backupRetentionDays', 'ageDays', 'tags', 'awsBackup'],
  controls: ['backup-coverage', 'backup-retention'],
  risk: 'Damage that is found after the last backup is gone cannot be undone; AWS keeps one day unless told.',
  remediation: {
    text: 'Raise the retention period of the automated backups, or take the cluster into a backup plan.',
    cli: 'aws rds modify-db-cluster --db-cluster-identifier ID --backup-retention-period 35 --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  },
  // As long as for instances, and for the same reason: rds-instance-protected.
  parameters: { ...PROTECTION, minDays: 7, routes: ['automated backups', 'AWS Backup'] as readonly string[] },
  references: {
    configRule: ['aurora-resources-protected-by-backup-plan'],
    prowler: ['rds_cluster_protected_by_backup_plan'],
    steampipe: ['rds_db_cluster_aurora_protected_by_backup_plan'],
  },
  check({ backupRetentionDays, ...cluster }, parameters) {
    const kept = keptRoute('automated backups', backupRetentionDays, parameters);
    return judgeProtection([kept, awsBackupRoute(cluster, parameters)], cluster, parameters);
  },
});
