import {
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
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
  CopyTagsToSnapshot: true,
  EnabledCloudwatchLogsExports: ['upgrade', 'postgresql'],
  CertificateDetails: { CAIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date('2026-11-11T05:00:00Z') },
  AutoMinorVersionUpgrade: true,
  MonitoringInterval: 60,
  DBParameterGroups: [{ DBParameterGroupName: 'default.postgres17', ParameterApplyStatus: 'in-sync' }],
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
  rds
    .on(DescribeDBParametersCommand)
    .resolves({ Parameters: [{ ParameterName: 'rds.force_ssl', ParameterValue: '1' }] });
  const shop = {
    engine: seen('postgres'),
    tls: seen({
      group: 'default.postgres17',
      parameter: 'rds.force_ssl',
      value: '1',
      inEffect: true,
    }),
    exportedLogs: seen(['postgresql', 'upgrade']),
    copiesTagsToSnapshots: seen(true),
    certificateDaysLeft: seen(9),
    minorUpgrades: seen(true),
    monitoringInterval: seen(60),
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
      engine: seen('aurora-postgresql'),
      tls: seen(null),
      cluster: seen('orders'),
      backupRetentionDays: seen(1),
    },
    [`${ARN}replica`]: { ...shop, replicaOf: seen('shop') },
    [`${ARN}reader`]: { ...shop, replicaOf: seen('billing') },
  });
  expect(rds.commandCalls(DescribeDBInstancesCommand)).toHaveLength(2);
  expect(rds.commandCalls(DescribeDBParametersCommand)).toHaveLength(1);
});

test('clusters of every page; those of other services are left to them', async () => {
  const arn = 'arn:aws:rds:eu-west-1:111122223333:cluster:';
  const settings = {
    Engine: 'aurora-mysql',
    IAMDatabaseAuthenticationEnabled: false,
    StorageEncrypted: true,
    BackupRetentionPeriod: 14,
    CopyTagsToSnapshot: false,
    EnabledCloudwatchLogsExports: ['error', 'audit'],
    DeletionProtection: true,
    MultiAZ: false,
    DBClusterParameterGroup: 'strict',
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
  rds
    .on(DescribeDBClusterParametersCommand)
    .resolves({ Parameters: [{ ParameterName: 'require_secure_transport', ParameterValue: 'ON' }] });
  const failed = { unseen: { kind: 'failed', action: 'rds:DescribeDBClusters' } };
  const all = await collectAll(dbCluster);
  expect(all).toMatchObject({
    [`${arn}orders`]: {
      engine: seen('aurora-mysql'),
      tls: seen({
        group: 'strict',
        parameter: 'require_secure_transport',
        value: 'ON',
        inEffect: true,
      }),
      exportedLogs: seen(['audit', 'error']),
      copiesTagsToSnapshots: seen(false),
      deletionProtection: seen(true),
      multiAz: seen(false),
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
  const { storageEncrypted, cluster, exportedLogs, certificateDaysLeft, monitoringInterval, tls } =
    (await collectAll(dbInstance))[`${ARN}shop`] ?? {};
  expect(storageEncrypted).toMatchObject({
    seen: false,
    unseen: { kind: 'failed', action: 'rds:DescribeDBInstances' },
  });
  expect(cluster).toEqual(seen(null));
  expect(exportedLogs).toEqual(seen([]));
  expect(certificateDaysLeft).toEqual(seen(null));
  expect(monitoringInterval).toEqual(seen(0));
  expect(tls).toMatchObject({ unseen: { kind: 'failed' } });
});

test('a refused listing throws: the population is not empty but unknown', async () => {
  rds.on(DescribeDBInstancesCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(dbInstance)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBInstances' },
  });
});
