import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticache-in-transit-encrypted',
  title: 'Caches refuse connections without TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElastiCache::ReplicationGroup',
  reads: ['tls'],
  controls: ['encryption-in-transit'],
  risk: 'Sessions, tokens and passwords of the cache itself pass the network in plain text.',
  remediation: {
    text: 'Turn TLS on as preferred, move the clients to it, then make it required.',
    cli: 'aws elasticache modify-replication-group --replication-group-id ID --transit-encryption-enabled --transit-encryption-mode preferred --apply-immediately',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html',
  },
  references: {
    securityHub: ['ElastiCache.5'],
    prowler: ['elasticache_redis_cluster_in_transit_encryption_enabled'],
    steampipe: ['elasticache_replication_group_encryption_in_transit_enabled'],
  },
  check({ tls }) {
    if (tls === null) return fail('TLS is off');
    return tls === 'required' ? pass('TLS is required') : fail('connections without TLS are taken too');
  },
});
