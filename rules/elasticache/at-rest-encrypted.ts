import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticache-at-rest-encrypted',
  title: 'Caches encrypt what they write to disk',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::ElastiCache::ReplicationGroup',
  reads: ['encryptedAtRest'],
  controls: ['encryption-at-rest'],
  risk: 'Sessions and copies of customer data lie readable in snapshots, swap and synchronization files.',
  remediation: {
    text: 'Encryption is set when a cache is made: restore a snapshot into a new one with encryption and move to that.',
    cli: 'aws elasticache create-replication-group --replication-group-id NEW --snapshot-name NAME --at-rest-encryption-enabled',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
  },
  references: {
    securityHub: ['ElastiCache.4'],
    prowler: ['elasticache_redis_cluster_rest_encryption_enabled'],
    steampipe: ['elasticache_replication_group_encryption_at_rest_enabled'],
  },
  check({ encryptedAtRest }) {
    return encryptedAtRest ? pass('encryption at rest is on') : fail('encryption at rest is off');
  },
});
