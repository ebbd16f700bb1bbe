import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-backup-retention',
  title: 'Automated backups of database clusters are kept long enough',
  severity: 'high',
  area: 'backup',
  resource: 'AWS::RDS::DBCluster',
  reads: ['backupRetentionDays'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'Damage that is found after the last backup is gone cannot be undone; AWS keeps one day unless told.',
  remediation: {
    text: 'Raise the retention period of the automated backups.',
    cli: 'aws rds modify-db-cluster --db-cluster-identifier ID --backup-retention-period 35 --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  },
  // As long as for instances, and for the same reason: rds-instance-backup-retention.
  parameters: { minDays: 7 },
  check({ backupRetentionDays }, { minDays }) {
    const kept = `automated backups are kept for ${backupRetentionDays} days`;
    return backupRetentionDays >= minDays ? pass(kept) : fail(`${kept}, less than ${minDays}`);
  },
});
