import type { AwsRequest, Player } from './proxy.ts';

/** An hour long past, as AWS Config writes times: in seconds. */
const STARTED = Date.UTC(2025, 0, 1) / 1_000;

/**
 * Plays AWS Config in accounts where it records everything.
 * @param existing how many resources of which type there are where the request asks; types without any are left out
 * https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html
 * https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
 * https://docs.aws.amazon.com/config/latest/APIReference/API_GetDiscoveredResourceCounts.html
 */
export function configPlayer(existing: (request: AwsRequest) => Readonly<Record<string, number>>): Player {
  const replies: Readonly<Record<string, (request: AwsRequest) => object>> = {
    DescribeConfigurationRecorders: ({ account, region }) => ({
      ConfigurationRecorders: [
        {
          arn: `arn:aws:config:${region}:${account}:configuration-recorder/default/abcdefghijklmnop`,
          name: 'default',
          roleARN: `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
          recordingGroup: {
            allSupported: true,
            includeGlobalResourceTypes: false,
            resourceTypes: [],
            exclusionByResourceTypes: { resourceTypes: [] },
            recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
          },
          recordingMode: { recordingFrequency: 'CONTINUOUS', recordingModeOverrides: [] },
          recordingScope: 'PAID',
        },
      ],
    }),
    DescribeConfigurationRecorderStatus: () => ({
      ConfigurationRecordersStatus: [
        {
          name: 'default',
          recording: true,
          lastStartTime: STARTED,
          lastStatus: 'SUCCESS',
          lastStatusChangeTime: STARTED,
        },
      ],
    }),
    GetDiscoveredResourceCounts: (request) => {
      const counts = Object.entries(existing(request));
      return {
        totalDiscoveredResources: counts.reduce((total, [, count]) => total + count, 0),
        resourceCounts: counts.map(([resourceType, count]) => ({ resourceType, count })),
      };
    },
  };
  return (request) => (request.service === 'config' && replies[request.operation]?.(request)) || null;
}
