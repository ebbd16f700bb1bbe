import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-deletion-protection',
  title: 'Database instances are protected from deletion',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::RDS::DBInstance',
  reads: ['deletionProtection', 'cluster'],
  controls: ['backup-protection'],
  risk: 'One mistaken call, or one stolen session, removes a database and its automated backups.',
  remediation: {
    text: 'Turn deletion protection on.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --deletion-protection --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  },
  references: {
    securityHub: ['RDS.8'],
    configRule: ['rds-instance-deletion-protection-enabled'],
    prowler: ['rds_instance_deletion_protection'],
    steampipe: ['rds_db_instance_deletion_protection_enabled'],
  },
  check({ deletionProtection, cluster }) {
    if (cluster) return notApplicable(`the protection of the cluster ${cluster} decides`);
    return deletionProtection ? pass('deletion protection is on') : fail('deletion protection is off');
  },
});
