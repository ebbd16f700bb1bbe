import { KafkaClient, ListClustersV2Command } from '@aws-sdk/client-kafka';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { cluster } from './kafka.ts';

const kafka = mockClient(KafkaClient);
const ARN = 'arn:aws:kafka:eu-west-1:111122223333:cluster/';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  kafka.reset();
});

test('clusters of every page; what the reply lacks is unseen', async () => {
  kafka
    .on(ListClustersV2Command, { MaxResults: 100 })
    .resolves({
      ClusterInfoList: [
        {
          ClusterArn: `${ARN}events`,
          ClusterType: 'PROVISIONED',
          Provisioned: {
            BrokerNodeGroupInfo: { ClientSubnets: [], InstanceType: 'kafka.m7g.large' },
            NumberOfBrokerNodes: 3,
            EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS_PLAINTEXT', InCluster: true } },
          },
        },
      ],
      NextToken: 'more',
    })
    .on(ListClustersV2Command, { MaxResults: 100, NextToken: 'more' })
    .resolves({
      ClusterInfoList: [
        { ClusterArn: `${ARN}small`, ClusterType: 'SERVERLESS', Serverless: { VpcConfigs: [] } },
        { ClusterArn: `${ARN}unclear`, ClusterType: 'PROVISIONED' },
      ],
    });
  expect(await collectAll(cluster)).toMatchObject({
    [`${ARN}events`]: { inTransit: seen({ clients: 'TLS_PLAINTEXT', betweenBrokers: true }) },
    [`${ARN}small`]: { inTransit: seen(null) },
    [`${ARN}unclear`]: { inTransit: { unseen: { kind: 'failed', action: 'kafka:ListClustersV2' } } },
  });
});

test('a refused listing throws', async () => {
  kafka.on(ListClustersV2Command).rejects(Object.assign(new Error('no'), { name: 'ForbiddenException' }));
  await expect(collectAll(cluster)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'kafka:ListClustersV2' },
  });
});
