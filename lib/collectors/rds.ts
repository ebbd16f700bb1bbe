import { type DBInstance, paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import { awsBackup } from './backup-coverage.ts';
import { ageInDays, defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import { clustersOf, encrypted, isOfRds, type ListedCluster } from './rds-clusters.ts';
import { clusterTls, instanceTls } from './rds-parameters.ts';
import { tagsOf } from './tags.ts';

const describeDbInstances = paged(
  'rds:DescribeDBInstances',
  RDSClient,
  paginateDescribeDBInstances,
  (page) => page.DBInstances,
);

/**
 * Of the engines, Db2, Oracle and SQL Server do not know tokens of IAM.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.IamDatabaseAuthentication.html
 */
const KNOWS_IAM = /^(?:aurora|mariadb|mysql|postgres)/;

const iamAuthentication = ({
  Engine,
  IAMDatabaseAuthenticationEnabled,
}: Pick<DBInstance, 'Engine' | 'IAMDatabaseAuthenticationEnabled'>): boolean | null =>
  KNOWS_IAM.test(required(Engine, 'Engine'))
    ? required(IAMDatabaseAuthenticationEnabled, 'IAMDatabaseAuthenticationEnabled')
    : null;

/** RDS tells the time of making only of what is made. */
const age = (aws: Reader, made: Date | undefined): number => (made ? ageInDays(aws, made) : 0);

/** Every cluster of Aurora, and every Multi-AZ cluster of RDS, in the Region. */
export const dbCluster = defineCollector(
  {
    type: 'AWS::RDS::DBCluster',
    service: 'rds',
    where: 'region',
    list: clustersOf(isOfRds),
  },
  {
    engine: listed(({ cluster }) => required(cluster.Engine, 'Engine')),
    tls: clusterTls,
    // AWS leaves the member out where no log is exported.
    exportedLogs: listed(({ cluster }) => [...(cluster.EnabledCloudwatchLogsExports ?? [])].sort()),
    copiesTagsToSnapshots: listed(({ cluster }) =>
      required(cluster.CopyTagsToSnapshot, 'CopyTagsToSnapshot'),
    ),
    deletionProtection: listed(({ cluster }) => required(cluster.DeletionProtection, 'DeletionProtection')),
    multiAz: listed(({ cluster }) => required(cluster.MultiAZ, 'MultiAZ')),
    iamAuthentication: listed(({ cluster }) => iamAuthentication(cluster)),
    storageEncrypted: listed(({ cluster }) => encrypted(cluster)),
    backupRetentionDays: listed(({ cluster }) =>
      required(cluster.BackupRetentionPeriod, 'BackupRetentionPeriod'),
    ),
    ageDays: listed(({ cluster }, aws) => age(aws, cluster.ClusterCreateTime)),
    tags: listed(({ cluster }) => tagsOf(cluster.TagList)),
    awsBackup: awsBackup(({ cluster }: ListedCluster) => tagsOf(cluster.TagList)),
  },
);

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
          .filter(({ Engine }) => isOfRds(required(Engine, 'Engine')))
          .map((instance) => ({ arn: required(instance.DBInstanceArn, 'DBInstanceArn'), instance })),
    },
  },
  {
    engine: listed(({ instance }) => required(instance.Engine, 'Engine')),
    tls: instanceTls,
    exportedLogs: listed(({ instance }) => [...(instance.EnabledCloudwatchLogsExports ?? [])].sort()),
    copiesTagsToSnapshots: listed(({ instance }) =>
      required(instance.CopyTagsToSnapshot, 'CopyTagsToSnapshot'),
    ),
    certificateDaysLeft: listed(({ instance }, aws) => {
      const end = instance.CertificateDetails?.ValidTill;
      return end ? Math.floor((end.getTime() - aws.now.getTime()) / 86_400_000) : null;
    }),
    minorUpgrades: listed(({ instance }) =>
      required(instance.AutoMinorVersionUpgrade, 'AutoMinorVersionUpgrade'),
    ),
    monitoringInterval: listed(({ instance }) => instance.MonitoringInterval ?? 0),
    iamAuthentication: listed(({ instance }) => iamAuthentication(instance)),
    storageEncrypted: listed(({ instance }) => encrypted(instance)),
    publiclyAccessible: listed(({ instance }) => required(instance.PubliclyAccessible, 'PubliclyAccessible')),
    deletionProtection: listed(({ instance }) => required(instance.DeletionProtection, 'DeletionProtection')),
    multiAz: listed(({ instance }) => required(instance.MultiAZ, 'MultiAZ')),
    backupRetentionDays: listed(({ instance }) =>
      required(instance.BackupRetentionPeriod, 'BackupRetentionPeriod'),
    ),
    cluster: listed(({ instance }) => instance.DBClusterIdentifier || null),
    replicaOf: listed(
      ({ instance }) =>
        instance.ReadReplicaSourceDBInstanceIdentifier ||
        instance.ReadReplicaSourceDBClusterIdentifier ||
        null,
    ),
    ageDays: listed(({ instance }, aws) => age(aws, instance.InstanceCreateTime)),
    tags: listed(({ instance }) => tagsOf(instance.TagList)),
    awsBackup: awsBackup(({ instance }: ListedInstance) => tagsOf(instance.TagList)),
  },
);
