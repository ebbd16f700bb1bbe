import {
  DescribeClusterCommand,
  EKSClient,
  paginateDescribeClusterVersions,
  paginateListClusters,
} from '@aws-sdk/client-eks';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listClusters = paged('eks:ListClusters', EKSClient, paginateListClusters, (page) => page.clusters);
const describeCluster = operation('eks:DescribeCluster', EKSClient, DescribeClusterCommand);
const describeClusterVersions = paged(
  'eks:DescribeClusterVersions',
  EKSClient,
  paginateDescribeClusterVersions,
  (page) => page.clusterVersions,
);

interface ListedCluster {
  readonly arn: string;
  readonly name: string;
}
const byName = ({ name }: ListedCluster) => ({ name });

/** Every cluster of the account in the Region; those outside AWS that are only shown in EKS are not listed. */
export const cluster = defineCollector(
  {
    type: 'AWS::EKS::Cluster',
    service: 'eks',
    where: 'region',
    list: {
      uses: [listClusters],
      read: async (aws: Reader): Promise<readonly ListedCluster[]> =>
        (await aws(listClusters, {})).map((name) => ({
          arn: `arn:${aws.partition}:eks:${aws.region}:${aws.account}:cluster/${name}`,
          name,
        })),
    },
  },
  {
    version: from(describeCluster, byName, ({ cluster }) => required(cluster?.version, 'version')),
    support: {
      uses: [describeCluster, describeClusterVersions],
      read: async (aws, found) => {
        const version = required((await aws(describeCluster, byName(found))).cluster?.version, 'version');
        const known = await aws(describeClusterVersions, { includeAll: true });
        return required(
          known.find(({ clusterVersion }) => clusterVersion === version)?.versionStatus,
          `versionStatus of ${version}`,
        );
      },
    },
    secretsKey: from(describeCluster, byName, ({ cluster }) => {
      const config = required(cluster, 'cluster').encryptionConfig?.find(({ resources }) =>
        resources?.includes('secrets'),
      );
      return config ? required(config.provider?.keyArn, 'keyArn') : null;
    }),
    logTypes: from(describeCluster, byName, ({ cluster }) =>
      required(cluster?.logging?.clusterLogging, 'clusterLogging')
        .flatMap(({ enabled, types }) => (enabled ? (types ?? []) : []))
        .sort(),
    ),
    publicCidrs: from(describeCluster, byName, ({ cluster }) => {
      const { endpointPublicAccess, publicAccessCidrs } = required(
        cluster?.resourcesVpcConfig,
        'resourcesVpcConfig',
      );
      return required(endpointPublicAccess, 'endpointPublicAccess')
        ? [...required(publicAccessCidrs, 'publicAccessCidrs')].sort()
        : null;
    }),
  },
);
