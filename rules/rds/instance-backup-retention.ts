import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-instance-backup-retention',
  title: 'Automated backups of database instances are kept long enough',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::RDS::DBInstance',
  reads: ['backupRetentionDays', 'cluster', 'replicaOf'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'Damage that is found after the last backup is gone cannot be undone.',
  remediation: {
    text: 'Raise the retention period of the automated backups.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --backup-retention-period 35',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
  },
  // A week: damage done over a weekend or a short leave is found while a backup from before it is still there.
  parameters: { minDays: 7 },
  references: {
    securityHub: ['RDS.11'],
    configRule: ['db-instance-backup-enabled'],
    prowler: ['rds_instance_backup_enabled'],
    steampipe: ['rds_db_instance_backup_enabled', 'rds_db_instance_backup_retention_period_less_than_7'],
  },
  check({ backupRetentionDays, cluster, replicaOf }, { minDays }) {
    if (cluster) return notApplicable(`the cluster ${cluster} keeps the backups`);
    if (replicaOf) return notApplicable(`a read replica: the backups of its source ${replicaOf} decide`);
    if (backupRetentionDays === 0) return fail('automated backups are off');
    const kept = `automated backups are kept for ${backupRetentionDays} days`;
    return backupRetentionDays >= minDays ? pass(kept) : fail(`${kept}, less than ${minDays}`);
  },
});
