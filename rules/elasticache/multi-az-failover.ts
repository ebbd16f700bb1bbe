import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticache-multi-az-failover',
  title: 'A replica in another Availability Zone takes over when the primary of a cache fails',
  severity: 'medium',
  area: 'availability',
  resource: 'AWS::ElastiCache::ReplicationGroup',
  reads: ['automaticFailover', 'multiAz'],
  controls: ['resilience'],
  risk: 'When the data centre of the primary fails, sessions are lost and the services behind the cache take all the load.',
  remediation: {
    text: 'Add a replica in another Availability Zone, and turn on automatic failover and Multi-AZ.',
    cli: 'aws elasticache modify-replication-group --replication-group-id ID --automatic-failover-enabled --multi-az-enabled --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
  },
  references: {
    securityHub: ['ElastiCache.3'],
    prowler: [
      'elasticache_redis_cluster_multi_az_enabled',
      'elasticache_redis_cluster_automatic_failover_enabled',
    ],
    steampipe: ['elasticache_replication_group_auto_failover_enabled'],
  },
  check({ automaticFailover, multiAz }) {
    if (!automaticFailover) return fail('automatic failover is off');
    return multiAz ? pass('automatic failover and Multi-AZ are on') : fail('Multi-AZ is off');
  },
});
