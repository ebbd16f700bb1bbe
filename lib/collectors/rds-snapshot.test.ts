import {
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { dbClusterSnapshot, dbSnapshot } from './rds-snapshot.ts';

const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:snapshot:';
const seen = (value: unknown) => ({ seen: true, value });
const found = (DBSnapshotIdentifier: string, Encrypted: boolean) => ({
  DBSnapshotArn: `${ARN}${DBSnapshotIdentifier}`,
  DBSnapshotIdentifier,
  Encrypted,
});
const restorableBy = (...AttributeValues: readonly string[]) => ({
  DBSnapshotAttributesResult: {
    DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [...AttributeValues] }],
  },
});

beforeEach(() => {
  rds.reset();
});

test('snapshots of every page; those that cannot be public are not asked', async () => {
  rds
    .on(DescribeDBSnapshotsCommand, { SnapshotType: 'manual' })
    .resolves({ DBSnapshots: [found('safe', true), found('open', false)], Marker: 'more' });
  rds.on(DescribeDBSnapshotsCommand, { Marker: 'more' }).resolves({
    DBSnapshots: [found('shared', false), { ...found('owned', false), StorageEncryptionType: 'sse-rds' }],
  });
  rds.on(DescribeDBSnapshotAttributesCommand).resolves(restorableBy());
  rds
    .on(DescribeDBSnapshotAttributesCommand, { DBSnapshotIdentifier: 'open' })
    .resolves(restorableBy('999999999999', 'all'));
  rds
    .on(DescribeDBSnapshotAttributesCommand, { DBSnapshotIdentifier: 'shared' })
    .resolves(restorableBy('999999999999'));
  expect(await collectAll(dbSnapshot)).toEqual({
    [`${ARN}safe`]: { storageEncrypted: seen(true), public: seen(false) },
    [`${ARN}open`]: { storageEncrypted: seen(false), public: seen(true) },
    [`${ARN}shared`]: { storageEncrypted: seen(false), public: seen(false) },
    [`${ARN}owned`]: { storageEncrypted: seen(true), public: seen(false) },
  });
  expect(rds.commandCalls(DescribeDBSnapshotAttributesCommand)).toHaveLength(3);
});

test('what is refused or missing is unseen, and a refused listing throws', async () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
  rds
    .on(DescribeDBSnapshotsCommand)
    .resolves({ DBSnapshots: [found('refused', false), found('odd', false), { DBSnapshotArn: ARN }] });
  rds.on(DescribeDBSnapshotAttributesCommand).resolves({});
  rds.on(DescribeDBSnapshotAttributesCommand, { DBSnapshotIdentifier: 'refused' }).rejects(denied);
  expect(await collectAll(dbSnapshot)).toMatchObject({
    [`${ARN}refused`]: { public: { unseen: { kind: 'denied', action: 'rds:DescribeDBSnapshotAttributes' } } },
    [`${ARN}odd`]: { public: { unseen: { kind: 'failed' } } },
    [ARN]: { storageEncrypted: { unseen: { kind: 'failed', action: 'rds:DescribeDBSnapshots' } } },
  });
  rds.on(DescribeDBSnapshotsCommand).rejects(denied);
  await expect(collectAll(dbSnapshot)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBSnapshots' },
  });
});

test('snapshots of clusters of every page, of whichever service, are asked in the same way', async () => {
  const arn = 'arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:';
  const cluster = (DBClusterSnapshotIdentifier: string, StorageEncrypted: boolean) => ({
    DBClusterSnapshotArn: `${arn}${DBClusterSnapshotIdentifier}`,
    DBClusterSnapshotIdentifier,
    StorageEncrypted,
  });
  rds
    .on(DescribeDBClusterSnapshotsCommand, { SnapshotType: 'manual' })
    .resolves({ DBClusterSnapshots: [cluster('safe', true)], Marker: 'more' });
  rds.on(DescribeDBClusterSnapshotsCommand, { Marker: 'more' }).resolves({
    DBClusterSnapshots: [
      { ...cluster('open', false), Engine: 'neptune' },
      { ...cluster('own', false), Engine: 'docdb' },
      { DBClusterSnapshotArn: arn },
    ],
  });
  const restorableBy = (...AttributeValues: readonly string[]) => ({
    DBClusterSnapshotAttributesResult: {
      DBClusterSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [...AttributeValues] }],
    },
  });
  rds.on(DescribeDBClusterSnapshotAttributesCommand).resolves(restorableBy());
  rds
    .on(DescribeDBClusterSnapshotAttributesCommand, { DBClusterSnapshotIdentifier: 'open' })
    .resolves(restorableBy('all'));
  expect(await collectAll(dbClusterSnapshot)).toMatchObject({
    [`${arn}safe`]: { storageEncrypted: seen(true), public: seen(false) },
    [`${arn}open`]: { storageEncrypted: seen(false), public: seen(true) },
    [`${arn}own`]: { storageEncrypted: seen(false), public: seen(false) },
    [arn]: { storageEncrypted: { unseen: { kind: 'failed' } }, public: { unseen: { kind: 'failed' } } },
  });
  expect(rds.commandCalls(DescribeDBClusterSnapshotAttributesCommand)).toHaveLength(2);
});
