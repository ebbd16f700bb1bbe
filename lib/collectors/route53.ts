import {
  type HostedZone as FoundZone,
  paginateListHostedZones,
  paginateListQueryLoggingConfigs,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const listHostedZones = paged(
  'route53:ListHostedZones',
  Route53Client,
  paginateListHostedZones,
  (page) => page.HostedZones,
);
const listQueryLoggingConfigs = paged(
  'route53:ListQueryLoggingConfigs',
  Route53Client,
  paginateListQueryLoggingConfigs,
  (page) => page.QueryLoggingConfigs,
);

interface ListedZone {
  readonly arn: string;
  readonly id: string;
  readonly zone: FoundZone;
}

/** Route 53 gives the id with or without its path. */
const bare = (id: string): string => id.replace('/hostedzone/', '');

/** Every hosted zone of the account. */
export const hostedZone = defineCollector(
  {
    type: 'AWS::Route53::HostedZone',
    service: 'route53',
    where: 'global',
    list: {
      uses: [listHostedZones],
      read: async (aws: Reader): Promise<readonly ListedZone[]> =>
        (await aws(listHostedZones, {})).map((found) => {
          const id = bare(required(found.Id, 'Id'));
          return { arn: `arn:${aws.partition}:route53:::hostedzone/${id}`, id, zone: found };
        }),
    },
  },
  {
    privateZone: listed(({ zone }) => required(zone.Config?.PrivateZone, 'PrivateZone')),
    queryLog: from(
      listQueryLoggingConfigs,
      () => ({ MaxResults: 100 }),
      (configs, { id }) => {
        const own = configs.find(({ HostedZoneId }) => bare(required(HostedZoneId, 'HostedZoneId')) === id);
        return own ? required(own.CloudWatchLogsLogGroupArn, 'CloudWatchLogsLogGroupArn') : null;
      },
    ),
  },
);
