import { judgeRetention } from '#lib/domain/retention.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { notApplicable } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticache-snapshot-retention',
  title: 'Automatic snapshots of caches are kept long enough',
  severity: 'medium',
  area: 'backup',
  resource: 'AWS::ElastiCache::ReplicationGroup',
  reads: ['snapshotRetentionDays', 'copyOf'],
  controls: ['backup-retention', 'backup-coverage'],
  risk: 'What exists only in the cache, such as queues, counters and sessions, is lost with it.',
  remediation: {
    text: 'Set for how many days snapshots are kept. Where a cache holds nothing that cannot be made again, accept the finding with that reason.',
    cli: 'aws elasticache modify-replication-group --replication-group-id ID --snapshot-retention-limit 7 --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  },
  // As long as for databases, and for the same reason: rds-instance-protected.
  parameters: { minDays: 7 },
  references: {
    securityHub: ['ElastiCache.1'],
    configRule: ['elasticache-redis-cluster-automatic-backup-check'],
    prowler: ['elasticache_redis_cluster_backup_enabled'],
    steampipe: ['elasticache_redis_cluster_automatic_backup_retention_15_days'],
  },
  check({ snapshotRetentionDays, copyOf }, { minDays }) {
    if (copyOf !== null) return notApplicable(`a copy: the snapshots of the primary of ${copyOf} decide`);
    return judgeRetention('automatic snapshots', snapshotRetentionDays, minDays);
  },
});
