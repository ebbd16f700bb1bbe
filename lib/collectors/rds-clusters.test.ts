import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { dbCluster as documents } from './docdb.ts';
import { dbCluster as graphs } from './neptune.ts';

const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:cluster:';
const seen = (value: unknown) => ({ seen: true, value });
const found = (Engine: string, name: string, settings: object = {}) => ({
  Engine,
  DBClusterArn: `${ARN}${name}`,
  StorageEncrypted: true,
  BackupRetentionPeriod: 14,
  CopyTagsToSnapshot: true,
  ...settings,
});
const WEAK = { StorageEncrypted: false, BackupRetentionPeriod: 1, CopyTagsToSnapshot: false };

beforeEach(() => {
  rds.reset();
});

test('each service finds its clusters on every page of the listing that RDS gives', async () => {
  rds
    .on(DescribeDBClustersCommand)
    .resolves({
      DBClusters: [found('docdb', 'texts'), found('neptune', 'people'), found('aurora-mysql', 'orders')],
      Marker: 'more',
    })
    .on(DescribeDBClustersCommand, { Marker: 'more' })
    .resolves({ DBClusters: [found('docdb', 'drafts', WEAK), found('neptune', 'roads', WEAK)] });
  expect(await collectAll(documents)).toEqual({
    [`${ARN}texts`]: { storageEncrypted: seen(true), backupRetentionDays: seen(14) },
    [`${ARN}drafts`]: { storageEncrypted: seen(false), backupRetentionDays: seen(1) },
  });
  expect(await collectAll(graphs)).toEqual({
    [`${ARN}people`]: {
      storageEncrypted: seen(true),
      backupRetentionDays: seen(14),
      copiesTagsToSnapshots: seen(true),
    },
    [`${ARN}roads`]: {
      storageEncrypted: seen(false),
      backupRetentionDays: seen(1),
      copiesTagsToSnapshots: seen(false),
    },
  });
});

const failed = { unseen: { kind: 'failed', action: 'rds:DescribeDBClusters' } };

test.each([
  ['docdb', documents, { storageEncrypted: failed, backupRetentionDays: failed }],
  [
    'neptune',
    graphs,
    { storageEncrypted: failed, backupRetentionDays: failed, copiesTagsToSnapshots: failed },
  ],
] as const)('what the reply lacks of a cluster of %s is unseen', async (Engine, collector, facts) => {
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [{ Engine, DBClusterArn: `${ARN}bare` }] });
  expect(await collectAll(collector)).toMatchObject({ [`${ARN}bare`]: facts });
});

test('a refused listing throws, and so does one with a cluster of no engine', async () => {
  rds.on(DescribeDBClustersCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(graphs)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBClusters' },
  });
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [{ DBClusterArn: `${ARN}unclear` }] });
  await expect(collectAll(documents)).rejects.toMatchObject(failed);
});
