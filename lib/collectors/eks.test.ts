import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  EKSClient,
  ListClustersCommand,
} from '@aws-sdk/client-eks';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { cluster } from './eks.ts';

const eks = mockClient(EKSClient);
const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  eks.reset();
});

test('clusters of every page are described by one request each, and versions by one for all', async () => {
  eks
    .on(ListClustersCommand, { nextToken: undefined })
    .resolves({ clusters: ['a', 'b'], nextToken: 'more' })
    .on(ListClustersCommand, { nextToken: 'more' })
    .resolves({ clusters: ['c', 'd'] })
    .on(DescribeClusterVersionsCommand, { includeAll: true, nextToken: undefined })
    .resolves({
      clusterVersions: [{ clusterVersion: '1.33', versionStatus: 'STANDARD_SUPPORT' }],
      nextToken: 'more',
    })
    .on(DescribeClusterVersionsCommand, { includeAll: true, nextToken: 'more' })
    .resolves({ clusterVersions: [{ clusterVersion: '1.24', versionStatus: 'UNSUPPORTED' }] })
    .on(DescribeClusterCommand, { name: 'a' })
    .resolves({
      cluster: {
        version: '1.33',
        encryptionConfig: [{ resources: ['secrets'], provider: { keyArn: KEY } }],
        logging: {
          clusterLogging: [
            { types: ['audit', 'api'], enabled: true },
            { types: ['scheduler'], enabled: false },
          ],
        },
        resourcesVpcConfig: {
          endpointPublicAccess: true,
          publicAccessCidrs: ['203.0.113.0/24', '0.0.0.0/0'],
        },
      },
    })
    .on(DescribeClusterCommand, { name: 'b' })
    .resolves({
      cluster: {
        version: '1.24',
        logging: { clusterLogging: [{ types: ['api'], enabled: false }] },
        resourcesVpcConfig: { endpointPublicAccess: false, publicAccessCidrs: [] },
      },
    })
    .on(DescribeClusterCommand, { name: 'c' })
    .rejects(denied)
    .on(DescribeClusterCommand, { name: 'd' })
    .resolves({ cluster: { version: '9.99' } });
  const refused = { unseen: { kind: 'denied', action: 'eks:DescribeCluster' } };
  const failed = { unseen: { kind: 'failed' } };
  expect(await collectAll(cluster)).toMatchObject({
    [`${ARN}a`]: {
      version: seen('1.33'),
      support: seen('STANDARD_SUPPORT'),
      secretsKey: seen(KEY),
      logTypes: seen(['api', 'audit']),
      publicCidrs: seen(['0.0.0.0/0', '203.0.113.0/24']),
    },
    [`${ARN}b`]: {
      version: seen('1.24'),
      support: seen('UNSUPPORTED'),
      secretsKey: seen(null),
      logTypes: seen([]),
      publicCidrs: seen(null),
    },
    [`${ARN}c`]: { version: refused, support: refused, secretsKey: refused, logTypes: refused },
    [`${ARN}d`]: { support: failed, secretsKey: seen(null), logTypes: failed, publicCidrs: failed },
  });
  expect(eks.commandCalls(DescribeClusterCommand)).toHaveLength(4);
  expect(eks.commandCalls(DescribeClusterVersionsCommand)).toHaveLength(2);
});

test('an empty Region costs one request', async () => {
  eks.on(ListClustersCommand).resolves({ clusters: [] });
  expect(await collectAll(cluster)).toEqual({});
  expect(eks.calls()).toHaveLength(1);
});

test('a refused listing throws', async () => {
  eks.on(ListClustersCommand).rejects(denied);
  await expect(collectAll(cluster)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'eks:ListClusters' },
  });
});
