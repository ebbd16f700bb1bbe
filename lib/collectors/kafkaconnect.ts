import {
  type ConnectorSummary,
  KafkaConnectClient,
  paginateListConnectors,
} from '@aws-sdk/client-kafkaconnect';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const listConnectors = paged(
  'kafkaconnect:ListConnectors',
  KafkaConnectClient,
  paginateListConnectors,
  (page) => page.connectors,
);

interface ListedConnector {
  readonly arn: string;
  readonly connector: ConnectorSummary;
}

/** Every connector of Amazon MSK in the Region. */
export const connector = defineCollector(
  {
    type: 'AWS::KafkaConnect::Connector',
    service: 'kafkaconnect',
    where: 'region',
    list: {
      uses: [listConnectors],
      read: async (aws: Reader): Promise<readonly ListedConnector[]> =>
        (await aws(listConnectors, { maxResults: 100 })).map((connector) => ({
          arn: required(connector.connectorArn, 'connectorArn'),
          connector,
        })),
    },
  },
  {
    encryptedInTransit: listed(
      ({ connector }) =>
        required(connector.kafkaClusterEncryptionInTransit?.encryptionType, 'encryptionType') === 'TLS',
    ),
  },
);
