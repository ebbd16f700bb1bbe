import { type DBCluster, type DBInstance, paginateDescribeDBClusters, RDSClient } from '@aws-sdk/client-rds';
import { type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeDbClusters = paged(
  'rds:DescribeDBClusters',
  RDSClient,
  paginateDescribeDBClusters,
  (page) => page.DBClusters,
);

/** RDS answers for these engines too, but they are services with resource types of their own. */
const OTHER_SERVICES = ['docdb', 'neptune'];

/** Whether an engine is one of RDS itself. */
export const isOfRds = (engine: string): boolean => !OTHER_SERVICES.includes(engine);

/** A cluster as RDS lists it. */
export interface ListedCluster {
  readonly arn: string;
  readonly cluster: DBCluster;
}

/** Lists the clusters of some engines: one listing serves RDS, DocumentDB and Neptune. */
export const clustersOf = (isWanted: (engine: string) => boolean) => ({
  uses: [describeDbClusters],
  read: async (aws: Reader): Promise<readonly ListedCluster[]> =>
    (await aws(describeDbClusters, {}))
      .filter(({ Engine }) => isWanted(required(Engine, 'Engine')))
      .map((cluster) => ({ arn: required(cluster.DBClusterArn, 'DBClusterArn'), cluster })),
});

/**
 * The older member speaks of KMS keys of the account; what is encrypted with a key that AWS owns shows in the type.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
 */
export const encrypted = ({
  StorageEncrypted,
  StorageEncryptionType,
}: Pick<DBInstance, 'StorageEncrypted' | 'StorageEncryptionType'>): boolean =>
  StorageEncryptionType === 'sse-rds' || required(StorageEncrypted, 'StorageEncrypted');
