import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-deletion-protection',
  title: 'Database clusters are protected from deletion',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::RDS::DBCluster',
  reads: ['deletionProtection'],
  controls: ['backup-protection'],
  risk: 'One wrong command deletes the database, and its automated backups with it.',
  remediation: {
    text: 'Turn on deletion protection.',
    cli: 'aws rds modify-db-cluster --db-cluster-identifier ID --deletion-protection',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html',
  },
  references: {
    securityHub: ['RDS.7'],
    configRule: ['rds-cluster-deletion-protection-enabled'],
    prowler: ['rds_cluster_deletion_protection'],
  },
  check: ({ deletionProtection }) =>
    deletionProtection ? pass('deletion protection is on') : fail('deletion protection is off'),
});
