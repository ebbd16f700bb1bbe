import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kafkaconnect-connector-in-transit-encrypted',
  title: 'Kafka connectors reach their cluster by TLS',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::KafkaConnect::Connector',
  reads: ['encryptedInTransit'],
  controls: ['encryption-in-transit'],
  risk: 'The records that a connector copies in or out of the cluster pass the network in plain text.',
  remediation: {
    text: 'How a connector reaches its cluster is set when it is made: make a new one that uses TLS, and delete the old one.',
    cli: 'aws kafkaconnect create-connector --kafka-cluster-encryption-in-transit encryptionType=TLS --cli-input-json file://connector.json',
    url: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-connectors.html',
  },
  references: {
    securityHub: ['MSK.3'],
    prowler: ['kafka_connector_in_transit_encryption_enabled'],
    steampipe: ['mskconnect_connector_encryption_in_transit_with_tls_enabled'],
  },
  check({ encryptedInTransit }) {
    return encryptedInTransit
      ? pass('the connector uses TLS')
      : fail('the connector and its cluster exchange plain text');
  },
});
