import {
  type DBClusterSnapshot,
  type DBClusterSnapshotAttribute,
  type DBSnapshot,
  type DBSnapshotAttribute,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBSnapshotAttributesCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBSnapshots,
  RDSClient,
} from '@aws-sdk/client-rds';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { encrypted } from './rds-clusters.ts';

const describeSnapshots = paged(
  'rds:DescribeDBSnapshots',
  RDSClient,
  paginateDescribeDBSnapshots,
  (page) => page.DBSnapshots,
);
const describeAttributes = operation(
  'rds:DescribeDBSnapshotAttributes',
  RDSClient,
  DescribeDBSnapshotAttributesCommand,
);

interface ListedSnapshot {
  readonly arn: string;
  readonly snapshot: DBSnapshot;
}

/** Whether one of the attributes lets every account of AWS restore a snapshot. */
const isForAll = ({
  AttributeName,
  AttributeValues,
}: DBSnapshotAttribute | DBClusterSnapshotAttribute): boolean =>
  AttributeName === 'restore' && (AttributeValues ?? []).includes('all');

/**
 * Every snapshot that somebody took of a database instance in the Region. The automated ones are encrypted as their
 * instance is and cannot be shared, and those of AWS Backup are recovery points.
 */
export const dbSnapshot = defineCollector(
  {
    type: 'AWS::RDS::DBSnapshot',
    service: 'rds',
    where: 'region',
    list: {
      uses: [describeSnapshots],
      read: async (aws: Reader): Promise<readonly ListedSnapshot[]> =>
        (await aws(describeSnapshots, { SnapshotType: 'manual' })).map((snapshot) => ({
          arn: required(snapshot.DBSnapshotArn, 'DBSnapshotArn'),
          snapshot,
        })),
    },
  },
  {
    storageEncrypted: listed(({ snapshot }) =>
      encrypted({ ...snapshot, StorageEncrypted: snapshot.Encrypted }),
    ),
    public: {
      uses: [describeAttributes],
      read: async (aws, { snapshot: { Encrypted, DBSnapshotIdentifier } }) => {
        // AWS lets nobody make one public that a KMS key encrypts: API_ModifyDBSnapshotAttribute.
        if (required(Encrypted, 'Encrypted')) return false;
        const { DBSnapshotAttributesResult: result } = await aws(describeAttributes, {
          DBSnapshotIdentifier: required(DBSnapshotIdentifier, 'DBSnapshotIdentifier'),
        });
        return required(result?.DBSnapshotAttributes, 'DBSnapshotAttributes').some(isForAll);
      },
    },
  },
);

const describeClusterSnapshots = paged(
  'rds:DescribeDBClusterSnapshots',
  RDSClient,
  paginateDescribeDBClusterSnapshots,
  (page) => page.DBClusterSnapshots,
);
const describeClusterAttributes = operation(
  'rds:DescribeDBClusterSnapshotAttributes',
  RDSClient,
  DescribeDBClusterSnapshotAttributesCommand,
);

interface ListedClusterSnapshot {
  readonly arn: string;
  readonly snapshot: DBClusterSnapshot;
}

/** The same of clusters of RDS, DocumentDB and Neptune. */
export const dbClusterSnapshot = defineCollector(
  {
    type: 'AWS::RDS::DBClusterSnapshot',
    service: 'rds',
    where: 'region',
    list: {
      uses: [describeClusterSnapshots],
      read: async (aws: Reader): Promise<readonly ListedClusterSnapshot[]> =>
        (await aws(describeClusterSnapshots, { SnapshotType: 'manual' })).map((snapshot) => ({
          arn: required(snapshot.DBClusterSnapshotArn, 'DBClusterSnapshotArn'),
          snapshot,
        })),
    },
  },
  {
    storageEncrypted: listed(({ snapshot }) => encrypted(snapshot)),
    public: {
      uses: [describeClusterAttributes],
      read: async (aws, { snapshot: { StorageEncrypted, DBClusterSnapshotIdentifier } }) => {
        if (required(StorageEncrypted, 'StorageEncrypted')) return false;
        const { DBClusterSnapshotAttributesResult: result } = await aws(describeClusterAttributes, {
          DBClusterSnapshotIdentifier: required(DBClusterSnapshotIdentifier, 'DBClusterSnapshotIdentifier'),
        });
        return required(result?.DBClusterSnapshotAttributes, 'DBClusterSnapshotAttributes').some(isForAll);
      },
    },
  },
);
