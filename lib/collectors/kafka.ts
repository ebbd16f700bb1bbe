import { type Cluster, KafkaClient, paginateListClustersV2 } from '@aws-sdk/client-kafka';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const listClusters = paged(
  'kafka:ListClustersV2',
  KafkaClient,
  paginateListClustersV2,
  (page) => page.ClusterInfoList,
);

interface ListedCluster {
  readonly arn: string;
  readonly cluster: Cluster;
}

/** Every cluster of Amazon MSK in the Region, provisioned and serverless. */
export const cluster = defineCollector(
  {
    type: 'AWS::MSK::Cluster',
    service: 'kafka',
    where: 'region',
    list: {
      uses: [listClusters],
      read: async (aws: Reader): Promise<readonly ListedCluster[]> =>
        (await aws(listClusters, { MaxResults: 100 })).map((cluster) => ({
          arn: required(cluster.ClusterArn, 'ClusterArn'),
          cluster,
        })),
    },
  },
  {
    inTransit: listed(({ cluster }) => {
      if (required(cluster.ClusterType, 'ClusterType') === 'SERVERLESS') return null;
      const { ClientBroker, InCluster } = required(
        cluster.Provisioned?.EncryptionInfo?.EncryptionInTransit,
        'EncryptionInTransit',
      );
      return {
        clients: required(ClientBroker, 'ClientBroker'),
        betweenBrokers: required(InCluster, 'InCluster'),
      };
    }),
  },
);
