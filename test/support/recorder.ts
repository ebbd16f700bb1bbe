import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  GetDiscoveredResourceCountsCommand,
} from '@aws-sdk/client-config-service';
import { mockClient } from 'aws-sdk-client-mock';

export const RECORDED_ACCOUNT = '111122223333';
export const RECORDED_NOW = new Date('2026-11-01T06:00:00Z');

/** A recorder that leaves nothing out, with no member that could be missing but for its settings of nothing. */
export const RECORDER = {
  arn: `arn:aws:config:eu-west-1:${RECORDED_ACCOUNT}:configuration-recorder/default/abc`,
  name: 'default',
  roleARN: `arn:aws:iam::${RECORDED_ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  recordingGroup: {
    allSupported: true,
    includeGlobalResourceTypes: false,
    resourceTypes: [],
    exclusionByResourceTypes: { resourceTypes: [] },
    recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
  },
  recordingMode: { recordingFrequency: 'CONTINUOUS', recordingModeOverrides: [] },
  recordingScope: 'PAID',
};

/** Its status: it has recorded for a day and a second. */
export const STATUS = {
  name: 'default',
  recording: true,
  lastStartTime: new Date('2026-10-31T05:59:59Z'),
  lastStatus: 'SUCCESS',
};

/** A page of counts. */
export const counted = (counts: Readonly<Record<string, number>>) => ({
  totalDiscoveredResources: Object.values(counts).reduce((total, count) => total + count, 0),
  resourceCounts: Object.entries(counts).map(([resourceType, count]) => ({ resourceType, count })),
});

/** What AWS Config answers, where it is not as above. */
export interface ConfigReplies {
  readonly recorders?: readonly object[];
  readonly statuses?: readonly object[];
  readonly pages?: readonly object[];
}

/** Puts a mock in the place of AWS Config. */
export function mockConfig() {
  const mock = mockClient(ConfigServiceClient);
  return {
    mock,
    answer({ recorders = [RECORDER], statuses = [STATUS], pages = [] }: ConfigReplies): void {
      mock.reset();
      mock.on(DescribeConfigurationRecordersCommand).resolves({ ConfigurationRecorders: [...recorders] });
      mock
        .on(DescribeConfigurationRecorderStatusCommand)
        .resolves({ ConfigurationRecordersStatus: [...statuses] });
      for (const [index, page] of pages.entries()) {
        const nextToken = index > 0 ? { nextToken: String(index) } : {};
        const next = index + 1 < pages.length ? { nextToken: String(index + 1) } : {};
        mock
          .on(GetDiscoveredResourceCountsCommand, { limit: 100, ...nextToken })
          .resolves({ ...page, ...next });
      }
    },
    refuse(): void {
      mock.reset();
      mock.onAnyCommand().rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    },
  };
}
