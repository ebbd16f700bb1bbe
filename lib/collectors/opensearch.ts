import {
  DescribeDomainsCommand,
  type DomainStatus,
  ListDomainNamesCommand,
  OpenSearchClient,
} from '@aws-sdk/client-opensearch';
import { batches } from './batches.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

const listDomainNames = operation('es:ListDomainNames', OpenSearchClient, ListDomainNamesCommand);
const describeDomains = operation('es:DescribeDomains', OpenSearchClient, DescribeDomainsCommand);

/** How many domains AWS describes at once. */
const AT_ONCE = 5;

interface ListedDomain {
  readonly arn: string;
  readonly domain: DomainStatus;
}

/** Every domain in the Region, of OpenSearch and of Elasticsearch. */
export const domain = defineCollector(
  {
    type: 'AWS::OpenSearchService::Domain',
    service: 'es',
    where: 'region',
    list: {
      uses: [listDomainNames, describeDomains],
      read: async (aws: Reader): Promise<readonly ListedDomain[]> => {
        const { DomainNames } = await aws(listDomainNames, {});
        const names = required(DomainNames, 'DomainNames').map(({ DomainName }) =>
          required(DomainName, 'DomainName'),
        );
        const replies = await Promise.all(
          batches(names, AT_ONCE).map((together) => aws(describeDomains, { DomainNames: [...together] })),
        );
        return replies
          .flatMap(({ DomainStatusList }) => required(DomainStatusList, 'DomainStatusList'))
          .map((domain) => ({ arn: required(domain.ARN, 'ARN'), domain }));
      },
    },
  },
  {
    encryptedAtRest: listed(({ domain }) =>
      required(domain.EncryptionAtRestOptions?.Enabled, 'EncryptionAtRestOptions'),
    ),
    encryptedBetweenNodes: listed(({ domain }) =>
      required(domain.NodeToNodeEncryptionOptions?.Enabled, 'NodeToNodeEncryptionOptions'),
    ),
    httpsRequired: listed(({ domain }) =>
      required(domain.DomainEndpointOptions?.EnforceHTTPS, 'DomainEndpointOptions'),
    ),
    tlsPolicy: listed(({ domain }) =>
      required(domain.DomainEndpointOptions?.TLSSecurityPolicy, 'TLSSecurityPolicy'),
    ),
    // A domain that never sent logs has no member for them.
    logs: listed(({ domain }) =>
      Object.entries(domain.LogPublishingOptions ?? {})
        .filter(([, option]) => option?.Enabled && option.CloudWatchLogsLogGroupArn)
        .map(([kind]) => kind)
        .sort(),
    ),
    vpc: listed(({ domain }) => domain.VPCOptions?.VPCId || null),
    nodes: listed(({ domain }) => {
      const config = required(domain.ClusterConfig, 'ClusterConfig');
      return {
        data: required(config.InstanceCount, 'InstanceCount'),
        managers: required(config.DedicatedMasterEnabled, 'DedicatedMasterEnabled')
          ? required(config.DedicatedMasterCount, 'DedicatedMasterCount')
          : 0,
        // Two, where zone awareness is on and nothing else was chosen.
        zones: required(config.ZoneAwarenessEnabled, 'ZoneAwarenessEnabled')
          ? (config.ZoneAwarenessConfig?.AvailabilityZoneCount ?? 2)
          : 1,
      };
    }),
  },
);
