import { type DBClusterSnapshot, paginateDescribeDBClusterSnapshots, RDSClient } from '@aws-sdk/client-rds';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import { encrypted } from './rds-clusters.ts';

const describeSnapshots = paged(
  'rds:DescribeDBClusterSnapshots',
  RDSClient,
  paginateDescribeDBClusterSnapshots,
  (page) => page.DBClusterSnapshots,
);

interface ListedSnapshot {
  readonly arn: string;
  readonly snapshot: DBClusterSnapshot;
}

/**
 * Every snapshot that somebody took of a cluster of RDS, DocumentDB or Neptune in the Region. The automated ones are
 * encrypted as their cluster is, and those of AWS Backup are recovery points.
 */
export const dbClusterSnapshot = defineCollector(
  {
    type: 'AWS::RDS::DBClusterSnapshot',
    service: 'rds',
    where: 'region',
    list: {
      uses: [describeSnapshots],
      read: async (aws: Reader): Promise<readonly ListedSnapshot[]> =>
        (await aws(describeSnapshots, { SnapshotType: 'manual' })).map((snapshot) => ({
          arn: required(snapshot.DBClusterSnapshotArn, 'DBClusterSnapshotArn'),
          snapshot,
        })),
    },
  },
  {
    engine: listed(({ snapshot }) => required(snapshot.Engine, 'Engine')),
    storageEncrypted: listed(({ snapshot }) => encrypted(snapshot)),
  },
);
