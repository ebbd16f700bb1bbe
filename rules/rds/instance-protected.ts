import { awsBackupRoute, judgeProtection, keptRoute, PROTECTION } from '#lib/domain/backup.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-instance-protected',
  title: 'Database instances have automated backups that are kept long enough, or a recent one in AWS Backup',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::RDS::DBInstance',
  reads: ['backupRetentionDays', 'cluster', 'replicaOf', 'ageDays', 'tags', 'awsBackup'],
  controls: ['backup-coverage', 'backup-retention'],
  risk: 'Damage that is found after the last backup is gone cannot be undone.',
  remediation: {
    text: 'Raise the retention period of the automated backups, or take the instance into a backup plan.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --backup-retention-period 35',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
  },
  // A week: damage done over a weekend or a short leave is found while a backup from before it is still there.
  parameters: { ...PROTECTION, minDays: 7, routes: ['automated backups', 'AWS Backup'] as readonly string[] },
  references: {
    securityHub: ['RDS.11', 'RDS.26'],
    configRule: ['db-instance-backup-enabled', 'rds-resources-protected-by-backup-plan'],
    prowler: ['rds_instance_backup_enabled', 'rds_instance_protected_by_backup_plan'],
    steampipe: ['rds_db_instance_backup_enabled', 'rds_db_instance_protected_by_backup_plan'],
  },
  check({ cluster, replicaOf, backupRetentionDays, ...instance }, parameters) {
    if (cluster) return notApplicable(`the cluster ${cluster} keeps the backups`);
    if (replicaOf) return notApplicable(`a read replica: the backups of its source ${replicaOf} decide`);
    const kept = keptRoute('automated backups', backupRetentionDays, parameters);
    return judgeProtection([kept, awsBackupRoute(instance, parameters)], instance, parameters);
  },
});
