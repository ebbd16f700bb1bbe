import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'rds-cluster-snapshots-inherit-tags',
  title: 'Snapshots of database clusters take over the tags of the cluster',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::RDS::DBCluster',
  reads: ['copiesTagsToSnapshots'],
  controls: ['backup-coverage'],
  risk: 'A snapshot without tags belongs to nobody: policies that go by tags miss it, and its owner cannot be asked whether it is still needed.',
  remediation: {
    text: 'Let the cluster copy its tags to snapshots.',
    cli: 'aws rds modify-db-cluster --db-cluster-identifier ID --copy-tags-to-snapshot',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html',
  },
  references: {
    securityHub: ['RDS.16'],
  },
  check: ({ copiesTagsToSnapshots }) =>
    copiesTagsToSnapshots ? pass('snapshots take over the tags') : fail('snapshots are made without tags'),
});
