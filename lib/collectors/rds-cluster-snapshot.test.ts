import { DescribeDBClusterSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { dbClusterSnapshot } from './rds-cluster-snapshot.ts';

const rds = mockClient(RDSClient);
const ARN = 'arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  rds.reset();
});

test('snapshots of every page and engine; what the reply lacks is unseen', async () => {
  rds
    .on(DescribeDBClusterSnapshotsCommand, { SnapshotType: 'manual' })
    .resolves({
      DBClusterSnapshots: [{ DBClusterSnapshotArn: `${ARN}a`, Engine: 'neptune', StorageEncrypted: true }],
      Marker: 'more',
    })
    .on(DescribeDBClusterSnapshotsCommand, { SnapshotType: 'manual', Marker: 'more' })
    .resolves({
      DBClusterSnapshots: [
        { DBClusterSnapshotArn: `${ARN}b`, Engine: 'docdb', StorageEncrypted: false },
        {
          DBClusterSnapshotArn: `${ARN}c`,
          Engine: 'aurora-mysql',
          StorageEncrypted: false,
          StorageEncryptionType: 'sse-rds',
        },
        { DBClusterSnapshotArn: `${ARN}d` },
      ],
    });
  const failed = { unseen: { kind: 'failed', action: 'rds:DescribeDBClusterSnapshots' } };
  expect(await collectAll(dbClusterSnapshot)).toMatchObject({
    [`${ARN}a`]: { engine: seen('neptune'), storageEncrypted: seen(true) },
    [`${ARN}b`]: { engine: seen('docdb'), storageEncrypted: seen(false) },
    [`${ARN}c`]: { engine: seen('aurora-mysql'), storageEncrypted: seen(true) },
    [`${ARN}d`]: { engine: failed, storageEncrypted: failed },
  });
});

test('a refused listing throws', async () => {
  rds.on(DescribeDBClusterSnapshotsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(dbClusterSnapshot)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBClusterSnapshots' },
  });
});
