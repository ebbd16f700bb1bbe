import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { mockNoBackups, NO_BACKUP } from '../../test/support/no-backups.ts';
import { dbCluster, dbInstance } from './rds.ts';

mockNoBackups();
const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:';
const seen = (value: unknown) => ({ seen: true, value });
const SETTINGS = {
  Engine: 'postgres',
  IAMDatabaseAuthenticationEnabled: true,
  StorageEncrypted: true,
  PubliclyAccessible: false,
  DeletionProtection: true,
  MultiAZ: true,
  BackupRetentionPeriod: 35,
  InstanceCreateTime: new Date('2026-10-22T06:00:00Z'),
  TagList: [{ Key: 'stage', Value: 'prod' }],
};

beforeEach(() => {
  rds.reset();
});

test('instances of every page; those of other services are left to them', async () => {
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      { ...SETTINGS, DBInstanceArn: `${ARN}shop` },
      { ...SETTINGS, DBInstanceArn: `${ARN}graph`, Engine: 'neptune' },
      { ...SETTINGS, DBInstanceArn: `${ARN}documents`, Engine: 'docdb' },
    ],
    Marker: 'more',
  });
  rds.on(DescribeDBInstancesCommand, { Marker: 'more' }).resolves({
    DBInstances: [
      {
        ...SETTINGS,
        DBInstanceArn: `${ARN}member`,
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: 'orders',
        BackupRetentionPeriod: 1,
      },
      { ...SETTINGS, DBInstanceArn: `${ARN}replica`, ReadReplicaSourceDBInstanceIdentifier: 'shop' },
      { ...SETTINGS, DBInstanceArn: `${ARN}reader`, ReadReplicaSourceDBClusterIdentifier: 'billing' },
    ],
  });
  const shop = {
    iamAuthentication: seen(true),
    storageEncrypted: seen(true),
    publiclyAccessible: seen(false),
    deletionProtection: seen(true),
    multiAz: seen(true),
    backupRetentionDays: seen(35),
    cluster: seen(null),
    replicaOf: seen(null),
    ageDays: seen(10),
    tags: seen({ stage: 'prod' }),
    awsBackup: seen(NO_BACKUP),
  };
  expect(await collectAll(dbInstance)).toEqual({
    [`${ARN}shop`]: shop,
    [`${ARN}member`]: {
      ...shop,
      cluster: seen('orders'),
      backupRetentionDays: seen(1),
    },
    [`${ARN}replica`]: { ...shop, replicaOf: seen('shop') },
    [`${ARN}reader`]: { ...shop, replicaOf: seen('billing') },
  });
  expect(rds.commandCalls(DescribeDBInstancesCommand)).toHaveLength(2);
});

test('clusters of every page; those of other services are left to them', async () => {
  const arn = 'arn:aws:rds:eu-west-1:111122223333:cluster:';
  const settings = {
    Engine: 'aurora-mysql',
    IAMDatabaseAuthenticationEnabled: false,
    StorageEncrypted: true,
    BackupRetentionPeriod: 14,
    ClusterCreateTime: new Date('2026-10-22T06:00:00Z'),
    TagList: [{ Key: 'stage', Value: 'prod' }],
  };
  rds.on(DescribeDBClustersCommand).resolves({
    DBClusters: [
      { ...settings, DBClusterArn: `${arn}orders` },
      { ...settings, DBClusterArn: `${arn}graph`, Engine: 'neptune' },
      { ...settings, DBClusterArn: `${arn}documents`, Engine: 'docdb' },
    ],
    Marker: 'more',
  });
  rds.on(DescribeDBClustersCommand, { Marker: 'more' }).resolves({
    DBClusters: [
      { ...settings, DBClusterArn: `${arn}billing`, Engine: 'postgres', StorageEncrypted: false },
      { DBClusterArn: `${arn}unclear`, Engine: 'aurora-postgresql' },
    ],
  });
  const failed = { unseen: { kind: 'failed', action: 'rds:DescribeDBClusters' } };
  const all = await collectAll(dbCluster);
  expect(all).toMatchObject({
    [`${arn}orders`]: {
      iamAuthentication: seen(false),
      storageEncrypted: seen(true),
      backupRetentionDays: seen(14),
      ageDays: seen(10),
      tags: seen({ stage: 'prod' }),
      awsBackup: seen(NO_BACKUP),
    },
    [`${arn}billing`]: { storageEncrypted: seen(false), backupRetentionDays: seen(14) },
    [`${arn}unclear`]: {
      iamAuthentication: failed,
      storageEncrypted: failed,
      backupRetentionDays: failed,
      ageDays: seen(0), // it is still being made
    },
  });
  expect(Object.keys(all)).toHaveLength(3);
});

test.each([
  [true, 'sse-kms', true],
  [false, 'sse-rds', true],
  [false, 'none', false],
] as const)(
  'StorageEncrypted %s with type %s: %s',
  async (StorageEncrypted, StorageEncryptionType, expected) => {
    const storage = { StorageEncrypted, StorageEncryptionType };
    rds
      .on(DescribeDBInstancesCommand)
      .resolves({ DBInstances: [{ ...SETTINGS, ...storage, DBInstanceArn: `${ARN}shop` }] });
    expect(await collectAll(dbInstance, { facts: ['storageEncrypted'] })).toEqual({
      [`${ARN}shop`]: { storageEncrypted: seen(expected) },
    });
  },
);

test.each([
  ['mariadb', false],
  ['aurora-postgresql', false],
  ['oracle-ee', null],
  ['custom-sqlserver-se', null],
  ['db2-se', null],
])('of sign-in with IAM %s says %s', async (Engine, expected) => {
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      { ...SETTINGS, Engine, IAMDatabaseAuthenticationEnabled: false, DBInstanceArn: `${ARN}shop` },
    ],
  });
  expect(await collectAll(dbInstance, { facts: ['iamAuthentication'] })).toEqual({
    [`${ARN}shop`]: { iamAuthentication: seen(expected) },
  });
});

test('a setting that the reply lacks is unseen, and says which request lacked it', async () => {
  rds
    .on(DescribeDBInstancesCommand)
    .resolves({ DBInstances: [{ DBInstanceArn: `${ARN}shop`, Engine: 'mysql' }] });
  const { storageEncrypted, cluster } = (await collectAll(dbInstance))[`${ARN}shop`] ?? {};
  expect(storageEncrypted).toMatchObject({
    seen: false,
    unseen: { kind: 'failed', action: 'rds:DescribeDBInstances' },
  });
  expect(cluster).toEqual(seen(null));
});

test('a refused listing throws: the population is not empty but unknown', async () => {
  rds.on(DescribeDBInstancesCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(dbInstance)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBInstances' },
  });
});
