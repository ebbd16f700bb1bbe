import {
  type Cluster,
  DAXClient,
  DescribeClustersCommand,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
} from '@aws-sdk/client-dax';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import { pagesOf } from './pages.ts';

const describeClusters = paged(
  'dax:DescribeClusters',
  DAXClient,
  pagesOf<DescribeClustersRequest, DescribeClustersResponse>(
    DescribeClustersCommand,
    'NextToken',
    'NextToken',
  ),
  (page) => page.Clusters,
);

interface ListedCluster {
  readonly arn: string;
  readonly cluster: Cluster;
}

/** Every cluster of DAX in the Region. */
export const cluster = defineCollector(
  {
    type: 'AWS::DAX::Cluster',
    service: 'dax',
    where: 'region',
    list: {
      uses: [describeClusters],
      read: async (aws: Reader): Promise<readonly ListedCluster[]> =>
        (await aws(describeClusters, {})).map((cluster) => ({
          arn: required(cluster.ClusterArn, 'ClusterArn'),
          cluster,
        })),
    },
  },
  {
    encryptedAtRest: listed(
      ({ cluster }) => required(cluster.SSEDescription?.Status, 'SSEDescription') === 'ENABLED',
    ),
    tls: listed(
      ({ cluster }) =>
        required(cluster.ClusterEndpointEncryptionType, 'ClusterEndpointEncryptionType') === 'TLS',
    ),
  },
);
