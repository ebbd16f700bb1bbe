import {
  type AdvancedEventSelector,
  CloudTrailClient,
  type Trail as DescribedTrail,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  GetBucketLoggingCommand,
  paginateListBuckets,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { AccountTrail, ManagementEvents } from '../domain/facts/cloudtrail.ts';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

/** A trail's bucket may lie in another Region; this client goes where S3 sends it. */
class RedirectedS3Client extends S3Client {
  constructor(config: S3ClientConfig) {
    super({ ...config, followRegionRedirects: true });
  }
}

const describeTrails = operation('cloudtrail:DescribeTrails', CloudTrailClient, DescribeTrailsCommand);
const getTrailStatus = operation('cloudtrail:GetTrailStatus', CloudTrailClient, GetTrailStatusCommand);
const getEventSelectors = operation(
  'cloudtrail:GetEventSelectors',
  CloudTrailClient,
  GetEventSelectorsCommand,
);
const getBucketLogging = operation('s3:GetBucketLogging', RedirectedS3Client, GetBucketLoggingCommand);
const listBuckets = paged('s3:ListAllMyBuckets', S3Client, paginateListBuckets, (page) => page.Buckets);

const accountOf = (arn: string): string | undefined => arn.split(':')[4];

/** What a trail records that nobody gave selectors to. */
const ALL_MANAGEMENT_EVENTS: ManagementEvents = { reads: true, writes: true, excludedSources: [] };

const basic = (selector: EventSelector): readonly ManagementEvents[] =>
  selector.IncludeManagementEvents === false
    ? []
    : [
        {
          reads: selector.ReadWriteType !== 'WriteOnly',
          writes: selector.ReadWriteType !== 'ReadOnly',
          excludedSources: selector.ExcludeManagementEventSources ?? [],
        },
      ];

/** A selector that picks single events or services does not record management events as a whole, so it does not count. */
function advanced({ FieldSelectors = [] }: AdvancedEventSelector): readonly ManagementEvents[] {
  const field = (name: string) => FieldSelectors.find(({ Field }) => Field === name);
  const [category, readOnly, source] = [field('eventCategory'), field('readOnly'), field('eventSource')];
  const { Field: _, NotEquals: excludedSources = [], ...otherOperators } = source ?? {};
  const picks =
    FieldSelectors.some((selector) => ![category, readOnly, source].includes(selector)) ||
    Object.values(otherOperators).some((values) => values !== undefined);
  if (!category?.Equals?.includes('Management') || picks) return [];
  return [
    {
      reads: readOnly?.Equals?.includes('true') ?? true,
      writes: readOnly?.Equals?.includes('false') ?? true,
      excludedSources,
    },
  ];
}

async function managementEvents(
  aws: Reader,
  trail: DescribedTrail,
  arn: string,
): Promise<ManagementEvents | null> {
  if (trail.HasCustomEventSelectors === false) return ALL_MANAGEMENT_EVENTS;
  if (accountOf(arn) !== aws.account) return null;
  const { EventSelectors = [], AdvancedEventSelectors = [] } = await aws(getEventSelectors, {
    TrailName: arn,
  });
  const selected = [...EventSelectors.flatMap(basic), ...AdvancedEventSelectors.flatMap(advanced)];
  return {
    reads: selected.some(({ reads }) => reads),
    writes: selected.some(({ writes }) => writes),
    excludedSources: [...new Set(selected.flatMap(({ excludedSources }) => excludedSources))].sort(),
  };
}

/** The account, with the trails that record in it: every Region shows those of all Regions. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'cloudtrail',
    where: 'global',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    trails: {
      uses: [describeTrails, getTrailStatus, getEventSelectors],
      read: async (aws): Promise<readonly AccountTrail[]> => {
        const { trailList } = await aws(describeTrails, { includeShadowTrails: true });
        const trails = await Promise.all(
          required(trailList, 'trailList').map(async (trail) => {
            const arn = required(trail.TrailARN, 'TrailARN');
            return {
              arn,
              multiRegion: required(trail.IsMultiRegionTrail, 'IsMultiRegionTrail'),
              logging: required((await aws(getTrailStatus, { Name: arn })).IsLogging, 'IsLogging'),
              managementEvents: await managementEvents(aws, trail, arn),
            };
          }),
        );
        return trails.sort((a, b) => (a.arn < b.arn ? -1 : 1));
      },
    },
  },
);

interface ListedTrail {
  readonly arn: string;
  readonly trail: DescribedTrail;
}

/** Every trail of the account in its home Region. Without shadow trails AWS leaves out those of the Organization. */
export const trail = defineCollector(
  {
    type: 'AWS::CloudTrail::Trail',
    service: 'cloudtrail',
    where: 'region',
    list: {
      uses: [describeTrails],
      read: async (aws: Reader): Promise<readonly ListedTrail[]> =>
        required((await aws(describeTrails, { includeShadowTrails: false })).trailList, 'trailList').map(
          (found) => ({
            arn: required(found.TrailARN, 'TrailARN'),
            trail: found,
          }),
        ),
    },
  },
  {
    logFileValidation: listed(({ trail }) =>
      required(trail.LogFileValidationEnabled, 'LogFileValidationEnabled'),
    ),
    kmsKeyId: listed(({ trail }) => trail.KmsKeyId ?? null),
    bucket: {
      uses: [getBucketLogging],
      read: async (aws, { trail }) => {
        const name = required(trail.S3BucketName, 'S3BucketName');
        const { LoggingEnabled } = await aws(getBucketLogging, { Bucket: name });
        return { name, accessLogBucket: LoggingEnabled?.TargetBucket ?? null };
      },
    },
    // Nobody tells whose a bucket of others is, but each account knows its own; and a trail knows when there is none.
    bucketOwner: {
      uses: [listBuckets, getTrailStatus],
      read: async (aws, { arn, trail }) => {
        const name = required(trail.S3BucketName, 'S3BucketName');
        const [own, { LatestDeliveryError }] = await Promise.all([
          aws(listBuckets, { Prefix: name, MaxBuckets: 1000 }),
          aws(getTrailStatus, { Name: arn }),
        ]);
        if (own.some(({ Name }) => Name === name)) return 'own account' as const;
        return LatestDeliveryError === 'NoSuchBucket' ? ('nobody' as const) : ('other account' as const);
      },
    },
  },
);
