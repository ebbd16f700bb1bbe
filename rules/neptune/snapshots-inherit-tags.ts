import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'neptune-snapshots-inherit-tags',
  title: 'Snapshots of Neptune clusters get the tags of their cluster',
  severity: 'low',
  area: 'backup',
  resource: 'AWS::Neptune::DBCluster',
  reads: ['copiesTagsToSnapshots'],
  controls: ['backup-protection'],
  risk: 'Policies that guard data by its tags do not hold for a snapshot without them, and in a recovery nobody knows whose it is.',
  remediation: {
    text: 'Let the cluster copy its tags to snapshots.',
    cli: 'aws neptune modify-db-cluster --db-cluster-identifier ID --copy-tags-to-snapshot --apply-immediately',
    url: 'https://docs.aws.amazon.com/neptune/latest/userguide/tagging.html',
  },
  references: {
    securityHub: ['Neptune.8'],
    prowler: ['neptune_cluster_copy_tags_to_snapshots'],
    steampipe: ['neptune_db_cluster_copy_tags_to_snapshot_enabled'],
  },
  check({ copiesTagsToSnapshots }) {
    return copiesTagsToSnapshots
      ? pass('snapshots get the tags of the cluster')
      : fail('snapshots do not get the tags of the cluster');
  },
});
