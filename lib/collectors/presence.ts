import {
  ConfigServiceClient,
  type ConfigurationRecorder,
  type ConfigurationRecorderStatus,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  type GetDiscoveredResourceCountsResponse,
  paginateGetDiscoveredResourceCounts,
} from '@aws-sdk/client-config-service';
import { type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { RECORDED_REGIONS } from './recorded.ts';

const describeRecorders = operation(
  'config:DescribeConfigurationRecorders',
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
);
const describeStatus = operation(
  'config:DescribeConfigurationRecorderStatus',
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
);
const countResources = paged(
  'config:GetDiscoveredResourceCounts',
  ConfigServiceClient,
  paginateGetDiscoveredResourceCounts,
  (page): readonly GetDiscoveredResourceCountsResponse[] => [page],
);

const A_DAY = 86_400_000;

/**
 * Whether a recorder records everything as it changes, and may see everything: the service-linked role has all the
 * permissions that Config needs, and no policy of the Organization takes them away. Of another role nobody knows.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
function recordsEverything(
  {
    recordingGroup: group,
    recordingMode: mode,
    recordingScope,
    servicePrincipal,
    roleARN,
  }: ConfigurationRecorder,
  { partition, account }: Reader,
): boolean {
  return (
    roleARN ===
      `arn:${partition}:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig` &&
    servicePrincipal === undefined &&
    recordingScope !== 'INTERNAL' &&
    group?.allSupported === true &&
    group.recordingStrategy?.useOnly === 'ALL_SUPPORTED_RESOURCE_TYPES' &&
    isEmpty(group.exclusionByResourceTypes?.resourceTypes) &&
    isEmpty(group.resourceTypes) &&
    // What is recorded once a day may be a day late.
    mode?.recordingFrequency === 'CONTINUOUS' &&
    isEmpty(mode.recordingModeOverrides)
  );
}

const isEmpty = (list: readonly unknown[] | undefined): boolean => list === undefined || list.length === 0;

/** Whether it records now and has had a day to discover what was there before. */
function hasRecorded(
  { name, recording, lastStatus, lastStartTime, servicePrincipal }: ConfigurationRecorderStatus,
  recorder: ConfigurationRecorder,
  now: Date,
): boolean {
  return (
    name === recorder.name &&
    servicePrincipal === undefined &&
    recording === true &&
    lastStatus?.toUpperCase() === 'SUCCESS' && // AWS writes it both ways
    lastStartTime !== undefined &&
    now.getTime() - lastStartTime.getTime() > A_DAY
  );
}

type Page = GetDiscoveredResourceCountsResponse;

/** What is counted of each type. */
export const countsOf = (
  pages: readonly Page[],
): readonly { readonly type: string; readonly count: number }[] =>
  pages.flatMap(({ resourceCounts }) =>
    required(resourceCounts, 'resourceCounts').map(({ resourceType, count }) => ({
      type: required(resourceType, 'resourceType'),
      count: required(count, 'count'),
    })),
  );

/** The types that are counted; null where the counts do not add up, or where there is nothing: a Region never is bare. */
function counted(pages: readonly Page[]): ReadonlySet<string> | null {
  const counts = countsOf(pages);
  const sum = counts.reduce((total, { count }) => total + count, 0);
  const agreed = pages.every(({ totalDiscoveredResources }) => totalDiscoveredResources === sum);
  return agreed && sum > 0 ? new Set(counts.map(({ type }) => type)) : null;
}

/**
 * What AWS Config counts in a Region where it records everything; elsewhere the reason why that is not known. Where
 * nothing is recorded this costs one request.
 */
export const counting = {
  uses: [describeRecorders, describeStatus, countResources],
  read: async (aws: Reader): Promise<readonly Page[] | string> => {
    if (!RECORDED_REGIONS.includes(aws.region))
      return 'AWS Config may not know every type in this Region, so that its counts prove nothing';
    const { ConfigurationRecorders: recorders } = await aws(describeRecorders, {});
    const [recorder] = recorders ?? [];
    if (!recorder) return 'AWS Config does not record in this Region';
    if (recorders?.length !== 1 || !recordsEverything(recorder, aws))
      return 'AWS Config does not record everything in this Region';
    const { ConfigurationRecordersStatus: statuses } = await aws(describeStatus, {});
    const [status] = statuses ?? [];
    if (!status || statuses?.length !== 1 || !hasRecorded(status, recorder, aws.now))
      return 'AWS Config does not record now, or has not for a whole day';
    return aws(countResources, { limit: 100 });
  },
};

/**
 * The types of AWS Config of which there are resources in a Region; null where Config does not record everything, or
 * says anything odd: then only listings tell.
 */
export const presence = {
  uses: counting.uses,
  read: async (aws: Reader): Promise<ReadonlySet<string> | null> => {
    const pages = await counting.read(aws);
    return typeof pages === 'string' ? null : counted(pages);
  },
};
