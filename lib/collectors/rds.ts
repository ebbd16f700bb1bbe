import { type DBInstance, paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeDbInstances = paged(
  'rds:DescribeDBInstances',
  RDSClient,
  paginateDescribeDBInstances,
  (page) => page.DBInstances,
);

/** RDS answers for these engines too, but they are services with resource types of their own. */
const OTHER_SERVICES = ['docdb', 'neptune'];

interface ListedInstance {
  readonly arn: string;
  readonly instance: DBInstance;
}

/** Every database instance of RDS and Aurora in the Region. */
export const dbInstance = defineCollector(
  {
    type: 'AWS::RDS::DBInstance',
    service: 'rds',
    where: 'region',
    list: {
      uses: [describeDbInstances],
      read: async (aws: Reader): Promise<readonly ListedInstance[]> =>
        (await aws(describeDbInstances, {}))
          .filter(({ Engine }) => !OTHER_SERVICES.includes(required(Engine, 'Engine')))
          .map((instance) => ({ arn: required(instance.DBInstanceArn, 'DBInstanceArn'), instance })),
    },
  },
  {
    storageEncrypted: listed(({ instance }) => required(instance.StorageEncrypted, 'StorageEncrypted')),
    publiclyAccessible: listed(({ instance }) => required(instance.PubliclyAccessible, 'PubliclyAccessible')),
    deletionProtection: listed(({ instance }) => required(instance.DeletionProtection, 'DeletionProtection')),
    multiAz: listed(({ instance }) => required(instance.MultiAZ, 'MultiAZ')),
    backupRetentionDays: listed(({ instance }) =>
      required(instance.BackupRetentionPeriod, 'BackupRetentionPeriod'),
    ),
    cluster: listed(({ instance }) => instance.DBClusterIdentifier || null),
    replicaOf: listed(({ instance }) => instance.ReadReplicaSourceDBInstanceIdentifier || null),
  },
);
