import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-auto-minor-upgrade',
  title: 'Database instances take minor upgrades of their engine by themselves',
  severity: 'low',
  area: 'vulnerability',
  resource: 'AWS::RDS::DBInstance',
  reads: ['minorUpgrades'],
  controls: ['vulnerability-management'],
  risk: 'Known holes in the engine stay open until somebody thinks of the upgrade.',
  remediation: {
    text: 'Turn on automatic minor version upgrades; they come in the maintenance window.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --auto-minor-version-upgrade',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html',
  },
  references: {
    securityHub: ['RDS.13'],
    configRule: ['rds-automatic-minor-version-upgrade-enabled'],
    prowler: ['rds_instance_minor_version_upgrade_enabled'],
    steampipe: ['rds_db_instance_automatic_minor_version_upgrade_enabled'],
  },
  check: ({ minorUpgrades }) =>
    minorUpgrades ? pass('minor upgrades come by themselves') : fail('minor upgrades wait for somebody'),
});
