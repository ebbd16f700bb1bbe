import {
  type ClusterState,
  type ClusterSummary,
  DescribeClusterCommand,
  EMRClient,
  type InstanceState,
  paginateListClusters,
  paginateListInstances,
} from '@aws-sdk/client-emr';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listClusters = paged(
  'elasticmapreduce:ListClusters',
  EMRClient,
  paginateListClusters,
  (page) => page.Clusters,
);
const describeCluster = operation('elasticmapreduce:DescribeCluster', EMRClient, DescribeClusterCommand);
const listInstances = paged(
  'elasticmapreduce:ListInstances',
  EMRClient,
  paginateListInstances,
  (page) => page.Instances,
);

/** EMR lists clusters for two months after their end. */
const ALIVE: ClusterState[] = ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING'];
const WITH_ADDRESS: InstanceState[] = ['PROVISIONING', 'BOOTSTRAPPING', 'RUNNING'];

interface ListedCluster {
  readonly arn: string;
  readonly id: string;
}
const byId = ({ id }: ListedCluster) => ({ ClusterId: id });

/** Every cluster of the account in the Region that has not ended. */
export const cluster = defineCollector(
  {
    type: 'AWS::EMR::Cluster',
    service: 'elasticmapreduce',
    where: 'region',
    list: {
      uses: [listClusters],
      read: async (aws: Reader): Promise<readonly ListedCluster[]> =>
        (await aws(listClusters, { ClusterStates: ALIVE })).map(({ ClusterArn, Id }: ClusterSummary) => ({
          arn: required(ClusterArn, 'ClusterArn'),
          id: required(Id, 'Id'),
        })),
    },
  },
  {
    // Its passwords stand beside the realm in the reply, and stay there.
    kerberosRealm: from(describeCluster, byId, ({ Cluster }) => {
      const { KerberosAttributes } = required(Cluster, 'Cluster');
      return KerberosAttributes ? required(KerberosAttributes.Realm, 'Realm') : null;
    }),
    publicAddresses: {
      uses: [describeCluster, listInstances],
      read: async (aws, found) => {
        const { Cluster } = await aws(describeCluster, byId(found));
        const fleets =
          required(Cluster?.InstanceCollectionType, 'InstanceCollectionType') === 'INSTANCE_FLEET';
        const primaryNodes = await aws(listInstances, {
          ...byId(found),
          ...(fleets
            ? { InstanceFleetType: 'MASTER' as const }
            : { InstanceGroupTypes: ['MASTER' as const] }),
          InstanceStates: WITH_ADDRESS,
        });
        return primaryNodes.flatMap(({ PublicIpAddress }) => PublicIpAddress || []).sort();
      },
    },
  },
);
