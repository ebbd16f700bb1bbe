import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { dbInstance } from './rds.ts';

const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:db:';
const seen = (value: unknown) => ({ seen: true, value });
const SETTINGS = {
  Engine: 'postgres',
  StorageEncrypted: true,
  PubliclyAccessible: false,
  DeletionProtection: true,
  MultiAZ: true,
  BackupRetentionPeriod: 35,
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
    ],
  });
  const shop = {
    storageEncrypted: seen(true),
    publiclyAccessible: seen(false),
    deletionProtection: seen(true),
    multiAz: seen(true),
    backupRetentionDays: seen(35),
    cluster: seen(null),
    replicaOf: seen(null),
  };
  expect(await collectAll(dbInstance)).toEqual({
    [`${ARN}shop`]: shop,
    [`${ARN}member`]: { ...shop, cluster: seen('orders'), backupRetentionDays: seen(1) },
    [`${ARN}replica`]: { ...shop, replicaOf: seen('shop') },
  });
  expect(rds.commandCalls(DescribeDBInstancesCommand)).toHaveLength(2);
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
