import {
  CloudTrailClient,
  type Trail as DescribedTrail,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type GetTrailStatusCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import {
  GetBucketLoggingCommand,
  paginateListBuckets,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { dataEventsOf, managementEventsOf } from '../domain/event-selectors.ts';
import type { AccountTrail } from '../domain/facts/cloudtrail.ts';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { organizationItself } from './organization-itself.ts';

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
const UNLESS_SELECTED = {
  managementEvents: { reads: true, writes: true, excludedSources: [] },
  dataEvents: [],
};

async function selectedBy(
  aws: Reader,
  { HasCustomEventSelectors }: DescribedTrail,
  arn: string,
): Promise<Pick<AccountTrail, 'managementEvents' | 'dataEvents'>> {
  if (HasCustomEventSelectors === false) return UNLESS_SELECTED;
  if (accountOf(arn) !== aws.account) return { managementEvents: null, dataEvents: null };
  const selectors = await aws(getEventSelectors, { TrailName: arn });
  return { managementEvents: managementEventsOf(selectors), dataEvents: dataEventsOf(selectors) };
}

const DELIVERIES = {
  LatestDeliveryError: 'log files',
  LatestDigestDeliveryError: 'digests',
  LatestCloudWatchLogsDeliveryError: 'CloudWatch Logs',
  LatestNotificationError: 'notifications',
} as const;

const deliveryErrors = (status: GetTrailStatusCommandOutput): readonly string[] =>
  (Object.keys(DELIVERIES) as (keyof typeof DELIVERIES)[]).flatMap((member) =>
    status[member] ? [`${DELIVERIES[member]}: ${status[member]}`] : [],
  );

async function accountTrail(aws: Reader, trail: DescribedTrail): Promise<AccountTrail> {
  const arn = required(trail.TrailARN, 'TrailARN');
  const status = await aws(getTrailStatus, { Name: arn });
  return {
    arn,
    multiRegion: required(trail.IsMultiRegionTrail, 'IsMultiRegionTrail'),
    logging: required(status.IsLogging, 'IsLogging'),
    logFileValidation: required(trail.LogFileValidationEnabled, 'LogFileValidationEnabled'),
    kmsKeyId: trail.KmsKeyId ?? null,
    deliveryErrors: deliveryErrors(status),
    insights: trail.HasInsightSelectors ?? false,
    ...(await selectedBy(aws, trail, arn)),
  };
}

/** The trails that record in the account, as every Region shows those of all Regions. */
const trailsThat = (count: (trail: DescribedTrail) => boolean) => ({
  uses: [describeTrails, getTrailStatus, getEventSelectors],
  read: async (aws: Reader): Promise<readonly AccountTrail[]> => {
    const { trailList } = await aws(describeTrails, { includeShadowTrails: true });
    const trails = await Promise.all(
      required(trailList, 'trailList')
        .filter(count)
        .map((trail) => accountTrail(aws, trail)),
    );
    return trails.sort((a, b) => (a.arn < b.arn ? -1 : 1));
  },
});

/** The account, with the trails that record in it: its own, and those of its Organization. */
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
  { trails: trailsThat(() => true) },
);

/** The Organization, with the trails that record in all its accounts. */
export const organization = defineCollector(organizationItself, {
  organizationTrails: trailsThat(({ IsOrganizationTrail }) =>
    required(IsOrganizationTrail, 'IsOrganizationTrail'),
  ),
});

interface ListedTrail {
  readonly arn: string;
  readonly trail: DescribedTrail;
}
const byArn = ({ arn }: ListedTrail) => ({ Name: arn });

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
    logging: from(getTrailStatus, byArn, ({ IsLogging }) => required(IsLogging, 'IsLogging')),
    deliveryErrors: from(getTrailStatus, byArn, deliveryErrors),
    daysSinceDelivery: from(getTrailStatus, byArn, ({ LatestDeliveryTime }, _, aws) =>
      LatestDeliveryTime ? ageInDays(aws, LatestDeliveryTime) : null,
    ),
    logGroup: {
      uses: [getTrailStatus],
      read: async (aws, found) => {
        const arn = found.trail.CloudWatchLogsLogGroupArn;
        if (!arn) return null;
        const { LatestCloudWatchLogsDeliveryTime: latest } = await aws(getTrailStatus, byArn(found));
        return { arn, daysSinceDelivery: latest ? ageInDays(aws, latest) : null };
      },
    },
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
      read: async (aws, found) => {
        const name = required(found.trail.S3BucketName, 'S3BucketName');
        const [own, { LatestDeliveryError }] = await Promise.all([
          aws(listBuckets, { Prefix: name, MaxBuckets: 1000 }),
          aws(getTrailStatus, byArn(found)),
        ]);
        if (own.some(({ Name }) => Name === name)) return 'own account' as const;
        return LatestDeliveryError === 'NoSuchBucket' ? ('nobody' as const) : ('other account' as const);
      },
    },
  },
);
