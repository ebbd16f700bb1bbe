import {
  type Cluster,
  DescribeLoggingStatusCommand,
  paginateDescribeClusterParameters,
  paginateDescribeClusters,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const describeClusters = paged(
  'redshift:DescribeClusters',
  RedshiftClient,
  paginateDescribeClusters,
  (page) => page.Clusters,
);
const describeParameters = paged(
  'redshift:DescribeClusterParameters',
  RedshiftClient,
  paginateDescribeClusterParameters,
  (page) => page.Parameters,
);
const describeLoggingStatus = operation(
  'redshift:DescribeLoggingStatus',
  RedshiftClient,
  DescribeLoggingStatusCommand,
);

interface ListedCluster {
  readonly arn: string;
  readonly name: string;
  readonly cluster: Cluster;
}

/** Every provisioned cluster in the Region. */
export const cluster = defineCollector(
  {
    type: 'AWS::Redshift::Cluster',
    service: 'redshift',
    where: 'region',
    list: {
      uses: [describeClusters],
      read: async (aws: Reader): Promise<readonly ListedCluster[]> =>
        (await aws(describeClusters, {})).map((cluster) => {
          const name = required(cluster.ClusterIdentifier, 'ClusterIdentifier');
          return {
            arn: `arn:${aws.partition}:redshift:${aws.region}:${aws.account}:cluster:${name}`,
            name,
            cluster,
          };
        }),
    },
  },
  {
    encrypted: listed(({ cluster }) => required(cluster.Encrypted, 'Encrypted')),
    tls: {
      uses: [describeParameters],
      // A cluster has one parameter group; many clusters share it, so that it is read once.
      read: async (aws, { cluster }) => {
        const group = required(cluster.ClusterParameterGroups?.[0], 'ClusterParameterGroups');
        const parameters = await aws(describeParameters, {
          ParameterGroupName: required(group.ParameterGroupName, 'ParameterGroupName'),
        });
        const { ParameterValue } = required(
          parameters.find(({ ParameterName }) => ParameterName === 'require_ssl'),
          'the parameter require_ssl',
        );
        return {
          required: required(ParameterValue, 'ParameterValue').toLowerCase() === 'true',
          pending: (group.ClusterParameterStatusList ?? []).some(
            ({ ParameterName, ParameterApplyStatus }) =>
              ParameterName === 'require_ssl' && ParameterApplyStatus !== 'in-sync',
          ),
        };
      },
    },
    auditLogging: from(
      describeLoggingStatus,
      ({ name }: ListedCluster) => ({ ClusterIdentifier: name }),
      ({ LoggingEnabled, LogDestinationType, LastFailureTime, LastSuccessfulDeliveryTime }) =>
        required(LoggingEnabled, 'LoggingEnabled')
          ? {
              // Before there was a choice, AWS's reply had no member for it.
              destination: LogDestinationType ?? 's3',
              failing: Number(LastFailureTime ?? 0) > Number(LastSuccessfulDeliveryTime ?? 0),
            }
          : null,
    ),
    snapshotRetentionDays: listed(({ cluster }) =>
      required(cluster.AutomatedSnapshotRetentionPeriod, 'AutomatedSnapshotRetentionPeriod'),
    ),
    publiclyAccessible: listed(({ cluster }) => required(cluster.PubliclyAccessible, 'PubliclyAccessible')),
  },
);
