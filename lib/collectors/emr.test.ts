import {
  DescribeClusterCommand,
  EMRClient,
  ListClustersCommand,
  ListInstancesCommand,
} from '@aws-sdk/client-emr';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { cluster } from './emr.ts';

const emr = mockClient(EMRClient);
const ARN = 'arn:aws:elasticmapreduce:eu-west-1:111122223333:cluster/';
const alive = { ClusterStates: ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING'] as const };
const up = { InstanceStates: ['PROVISIONING', 'BOOTSTRAPPING', 'RUNNING'] as const };
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const listed = (Id: string) => ({ Id, ClusterArn: `${ARN}${Id}` });

beforeEach(() => {
  emr.reset();
});

test('living clusters of every page have their realm and the addresses of their primary nodes', async () => {
  emr
    .on(ListClustersCommand, { ...alive } as object)
    .resolves({ Clusters: [listed('j-1')], Marker: 'more' })
    .on(ListClustersCommand, { ...alive, Marker: 'more' } as object)
    .resolves({ Clusters: [listed('j-2'), listed('j-3'), listed('j-4')] })
    .on(DescribeClusterCommand, { ClusterId: 'j-1' })
    .resolves({
      Cluster: {
        InstanceCollectionType: 'INSTANCE_GROUP',
        KerberosAttributes: { Realm: 'EC2.INTERNAL', KdcAdminPassword: 'hunter2' },
      },
    })
    .on(ListInstancesCommand, { ClusterId: 'j-1', InstanceGroupTypes: ['MASTER'], ...up } as object)
    .resolves({ Instances: [{ PublicIpAddress: '203.0.113.9' }, { PublicIpAddress: '' }], Marker: 'more' })
    .on(ListInstancesCommand, { ClusterId: 'j-1', Marker: 'more' })
    .resolves({ Instances: [{ PublicIpAddress: '203.0.113.10' }] })
    .on(DescribeClusterCommand, { ClusterId: 'j-2' })
    .resolves({ Cluster: { InstanceCollectionType: 'INSTANCE_FLEET' } })
    .on(ListInstancesCommand, { ClusterId: 'j-2', InstanceFleetType: 'MASTER', ...up } as object)
    .resolves({ Instances: [{}] })
    .on(DescribeClusterCommand, { ClusterId: 'j-3' })
    .rejects(denied)
    .on(DescribeClusterCommand, { ClusterId: 'j-4' })
    .resolves({ Cluster: { KerberosAttributes: { KdcAdminPassword: 'hunter2' } as never } });
  const refused = { unseen: { kind: 'denied', action: expect.stringContaining('DescribeCluster') } };
  const failed = { unseen: { kind: 'failed' } };
  const all = await collectAll(cluster);
  expect(all).toMatchObject({
    [`${ARN}j-1`]: {
      kerberosRealm: seen('EC2.INTERNAL'),
      publicAddresses: seen(['203.0.113.10', '203.0.113.9']),
    },
    [`${ARN}j-2`]: { kerberosRealm: seen(null), publicAddresses: seen([]) },
    [`${ARN}j-3`]: { kerberosRealm: refused, publicAddresses: refused },
    [`${ARN}j-4`]: { kerberosRealm: failed, publicAddresses: failed },
  });
  expect(JSON.stringify(all)).not.toContain('hunter2');
});

test('a refused listing throws', async () => {
  emr.on(ListClustersCommand).rejects(denied);
  await expect(collectAll(cluster)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'elasticmapreduce:ListClusters' },
  });
});
