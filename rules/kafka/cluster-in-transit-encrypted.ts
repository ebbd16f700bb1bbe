import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kafka-cluster-in-transit-encrypted',
  title: 'Kafka clusters take TLS only, from clients and between brokers',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::MSK::Cluster',
  reads: ['inTransit'],
  controls: ['encryption-in-transit'],
  risk: 'Whoever listens on the way reads every message, of every system that writes to the cluster.',
  remediation: {
    text: 'Move the clients to TLS, then let the cluster take nothing else. Encryption between brokers is set when a cluster is made.',
    cli: 'aws kafka update-security --cluster-arn ARN --current-version VERSION --encryption-info EncryptionInTransit={ClientBroker=TLS}',
    url: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html',
  },
  references: {
    securityHub: ['MSK.1'],
    configRule: ['msk-in-cluster-node-require-tls'],
    prowler: ['kafka_cluster_in_transit_encryption_enabled'],
    steampipe: ['msk_cluster_encryption_in_transit_with_tls_enabled'],
  },
  check({ inTransit }) {
    if (inTransit === null) return notApplicable('a serverless cluster, which takes nothing but TLS');
    if (!inTransit.betweenBrokers) return fail('brokers send each other plain text');
    return inTransit.clients === 'TLS'
      ? pass('clients and brokers use TLS only')
      : fail(`clients may use plain text (${inTransit.clients})`);
  },
});
