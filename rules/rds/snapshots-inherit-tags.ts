import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-snapshots-inherit-tags',
  title: 'Snapshots of database instances take over the tags of the instance',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::RDS::DBInstance',
  reads: ['copiesTagsToSnapshots', 'cluster'],
  controls: ['backup-coverage'],
  risk: 'A snapshot without tags belongs to nobody: policies that go by tags miss it, and its owner cannot be asked whether it is still needed.',
  remediation: {
    text: 'Let the instance copy its tags to snapshots.',
    cli: 'aws rds modify-db-instance --db-instance-identifier ID --copy-tags-to-snapshot',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.CopyTags.html',
  },
  references: {
    securityHub: ['RDS.17'],
    prowler: ['rds_instance_copy_tags_to_snapshots'],
    steampipe: ['rds_db_instance_copy_tags_to_snapshot_enabled'],
  },
  check({ copiesTagsToSnapshots, cluster }) {
    if (cluster) return notApplicable(`snapshots are made of the cluster ${cluster}`);
    return copiesTagsToSnapshots
      ? pass('snapshots take over the tags')
      : fail('snapshots are made without tags');
  },
});
