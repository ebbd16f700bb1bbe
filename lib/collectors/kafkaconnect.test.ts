import { KafkaConnectClient, ListConnectorsCommand } from '@aws-sdk/client-kafkaconnect';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { connector } from './kafkaconnect.ts';

const connect = mockClient(KafkaConnectClient);
const ARN = 'arn:aws:kafkaconnect:eu-west-1:111122223333:connector/';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  connect.reset();
});

test('connectors of every page; what the reply lacks is unseen', async () => {
  connect
    .on(ListConnectorsCommand, { maxResults: 100 })
    .resolves({
      connectors: [
        { connectorArn: `${ARN}sink`, kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' } },
      ],
      nextToken: 'more',
    })
    .on(ListConnectorsCommand, { maxResults: 100, nextToken: 'more' })
    .resolves({
      connectors: [
        { connectorArn: `${ARN}plain`, kafkaClusterEncryptionInTransit: { encryptionType: 'PLAINTEXT' } },
        { connectorArn: `${ARN}unclear` },
      ],
    });
  expect(await collectAll(connector)).toMatchObject({
    [`${ARN}sink`]: { encryptedInTransit: seen(true) },
    [`${ARN}plain`]: { encryptedInTransit: seen(false) },
    [`${ARN}unclear`]: {
      encryptedInTransit: { unseen: { kind: 'failed', action: 'kafkaconnect:ListConnectors' } },
    },
  });
});

test('a refused listing throws', async () => {
  connect.on(ListConnectorsCommand).rejects(Object.assign(new Error('no'), { name: 'ForbiddenException' }));
  await expect(collectAll(connector)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'kafkaconnect:ListConnectors' },
  });
});
