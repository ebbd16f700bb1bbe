import { DAXClient, DescribeClustersCommand } from '@aws-sdk/client-dax';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { cluster } from './dax.ts';

const dax = mockClient(DAXClient);
const ARN = 'arn:aws:dax:eu-west-1:111122223333:cache/';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  dax.reset();
});

test('clusters of every page; what the reply lacks is unseen', async () => {
  dax
    .on(DescribeClustersCommand)
    .resolves({
      Clusters: [
        {
          ClusterArn: `${ARN}shop`,
          SSEDescription: { Status: 'ENABLED' },
          ClusterEndpointEncryptionType: 'TLS',
        },
      ],
      NextToken: 'more',
    })
    .on(DescribeClustersCommand, { NextToken: 'more' })
    .resolves({
      Clusters: [
        {
          ClusterArn: `${ARN}plain`,
          SSEDescription: { Status: 'DISABLED' },
          ClusterEndpointEncryptionType: 'NONE',
        },
        { ClusterArn: `${ARN}unclear` },
      ],
    });
  const failed = { unseen: { kind: 'failed', action: 'dax:DescribeClusters' } };
  expect(await collectAll(cluster)).toMatchObject({
    [`${ARN}shop`]: { encryptedAtRest: seen(true), tls: seen(true) },
    [`${ARN}plain`]: { encryptedAtRest: seen(false), tls: seen(false) },
    [`${ARN}unclear`]: { encryptedAtRest: failed, tls: failed },
  });
});

test('a refused listing throws', async () => {
  dax.on(DescribeClustersCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(collectAll(cluster)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'dax:DescribeClusters' },
  });
});
