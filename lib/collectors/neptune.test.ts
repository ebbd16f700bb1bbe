import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { dbCluster } from './neptune.ts';

const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:cluster:';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  rds.reset();
});

test('clusters of every page; those of other engines are left out, and what the reply lacks is unseen', async () => {
  const settings = {
    Engine: 'neptune',
    StorageEncrypted: true,
    BackupRetentionPeriod: 14,
    CopyTagsToSnapshot: true,
  };
  rds
    .on(DescribeDBClustersCommand)
    .resolves({
      DBClusters: [
        { ...settings, DBClusterArn: `${ARN}graph` },
        { ...settings, DBClusterArn: `${ARN}documents`, Engine: 'docdb' },
        { ...settings, DBClusterArn: `${ARN}orders`, Engine: 'aurora-postgresql' },
      ],
      Marker: 'more',
    })
    .on(DescribeDBClustersCommand, { Marker: 'more' })
    .resolves({
      DBClusters: [
        {
          ...settings,
          DBClusterArn: `${ARN}plain`,
          StorageEncrypted: false,
          BackupRetentionPeriod: 1,
          CopyTagsToSnapshot: false,
        },
        { Engine: 'neptune', DBClusterArn: `${ARN}unclear` },
      ],
    });
  const failed = { unseen: { kind: 'failed', action: 'rds:DescribeDBClusters' } };
  const all = await collectAll(dbCluster);
  expect(all).toMatchObject({
    [`${ARN}graph`]: {
      storageEncrypted: seen(true),
      backupRetentionDays: seen(14),
      copiesTagsToSnapshots: seen(true),
    },
    [`${ARN}plain`]: {
      storageEncrypted: seen(false),
      backupRetentionDays: seen(1),
      copiesTagsToSnapshots: seen(false),
    },
    [`${ARN}unclear`]: {
      storageEncrypted: failed,
      backupRetentionDays: failed,
      copiesTagsToSnapshots: failed,
    },
  });
  expect(Object.keys(all)).toHaveLength(3);
});

test('a refused listing throws', async () => {
  rds.on(DescribeDBClustersCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(dbCluster)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBClusters' },
  });
});
