import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'dms-redis-endpoint-tls',
  title: 'DMS reaches Redis by TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::DMS::Endpoint',
  reads: ['engine', 'security'],
  controls: ['encryption-in-transit'],
  risk: 'Rows that a migration copies into the cache pass the network in plain text, and so does its password.',
  remediation: {
    text: 'Choose ssl-encryption as the security protocol of the endpoint.',
    cli: 'aws dms modify-endpoint --endpoint-arn ARN --redis-settings SslSecurityProtocol=ssl-encryption,ServerName=HOST,Port=6379',
    url: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Redis.html',
  },
  references: {
    securityHub: ['DMS.12'],
    configRule: ['dms-redis-tls-enabled'],
    prowler: ['dms_endpoint_redis_in_transit_encryption_enabled'],
    steampipe: ['dms_endpoint_redis_tls_enabled'],
  },
  check({ engine, security }) {
    if (engine !== 'redis') return notApplicable(`an endpoint of ${engine}`);
    return security === 'ssl-encryption'
      ? pass('DMS reaches Redis by TLS')
      : fail(`DMS reaches Redis without TLS (${security})`);
  },
});
