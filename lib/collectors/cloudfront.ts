import {
  CloudFrontClient,
  type DistributionSummary,
  GetDistributionConfigCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import {
  CloudWatchLogsClient,
  paginateDescribeDeliveries,
  paginateDescribeDeliverySources,
} from '@aws-sdk/client-cloudwatch-logs';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listDistributions = paged(
  'cloudfront:ListDistributions',
  CloudFrontClient,
  paginateListDistributions,
  (page) => page.DistributionList?.Items,
);
const getDistributionConfig = operation(
  'cloudfront:GetDistributionConfig',
  CloudFrontClient,
  GetDistributionConfigCommand,
);
const describeDeliverySources = paged(
  'logs:DescribeDeliverySources',
  CloudWatchLogsClient,
  paginateDescribeDeliverySources,
  (page) => page.deliverySources,
);
const describeDeliveries = paged(
  'logs:DescribeDeliveries',
  CloudWatchLogsClient,
  paginateDescribeDeliveries,
  (page) => page.deliveries,
);

interface ListedDistribution {
  readonly arn: string;
  readonly distribution: DistributionSummary;
}

/** Where CloudWatch delivers the access logs of a distribution to, which the distribution itself does not know. */
async function delivered(aws: Reader, arn: string): Promise<string | null> {
  const [sources, deliveries] = await Promise.all([
    aws(describeDeliverySources, {}),
    aws(describeDeliveries, {}),
  ]);
  const ofThis = sources
    .filter(({ logType, resourceArns }) => logType === 'ACCESS_LOGS' && resourceArns?.includes(arn))
    .map(({ name }) => name);
  const delivery = deliveries.find(({ deliverySourceName }) => ofThis.includes(deliverySourceName));
  return delivery ? required(delivery.deliveryDestinationArn, 'deliveryDestinationArn') : null;
}

/** Every distribution of the account. */
export const distribution = defineCollector(
  {
    type: 'AWS::CloudFront::Distribution',
    service: 'cloudfront',
    where: 'global',
    list: {
      uses: [listDistributions],
      read: async (aws: Reader): Promise<readonly ListedDistribution[]> =>
        (await aws(listDistributions, {})).map((found) => ({
          arn: required(found.ARN, 'ARN'),
          distribution: found,
        })),
    },
  },
  {
    enabled: listed(({ distribution }) => required(distribution.Enabled, 'Enabled')),
    behaviors: listed(({ distribution: { DefaultCacheBehavior, CacheBehaviors } }) => {
      const first = { PathPattern: 'default', ...required(DefaultCacheBehavior, 'DefaultCacheBehavior') };
      return [first, ...(required(CacheBehaviors, 'CacheBehaviors').Items ?? [])].map((behavior) => ({
        path: required(behavior.PathPattern, 'PathPattern'),
        origin: required(behavior.TargetOriginId, 'TargetOriginId'),
        viewerProtocol: required(behavior.ViewerProtocolPolicy, 'ViewerProtocolPolicy'),
      }));
    }),
    customOrigins: listed(({ distribution }) =>
      required(distribution.Origins?.Items, 'Origins')
        .flatMap(({ Id, DomainName, CustomOriginConfig: custom }) =>
          custom
            ? [
                {
                  id: required(Id, 'Id'),
                  domain: required(DomainName, 'DomainName'),
                  protocol: required(custom.OriginProtocolPolicy, 'OriginProtocolPolicy'),
                  tlsVersions: [...required(custom.OriginSslProtocols?.Items, 'OriginSslProtocols')].sort(),
                },
              ]
            : [],
        )
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    ),
    originGroups: listed(({ distribution }) =>
      (distribution.OriginGroups?.Items ?? []).map(({ Id }) => required(Id, 'Id')).sort(),
    ),
    viewerTls: listed(({ distribution: { ViewerCertificate: certificate } }) => ({
      defaultCertificate: certificate?.CloudFrontDefaultCertificate ?? false,
      policy: required(certificate?.MinimumProtocolVersion, 'MinimumProtocolVersion'),
    })),
    webAcl: listed(({ distribution }) => required(distribution.WebACLId, 'WebACLId') || null),
    accessLog: {
      uses: [describeDeliverySources, describeDeliveries, getDistributionConfig],
      read: async (aws, { arn, distribution }) => {
        const destination = await delivered(aws, arn);
        if (destination !== null) return destination;
        const { DistributionConfig } = await aws(getDistributionConfig, {
          Id: required(distribution.Id, 'Id'),
        });
        const { Logging } = required(DistributionConfig, 'DistributionConfig');
        return Logging?.Enabled ? required(Logging.Bucket, 'Bucket') : null;
      },
    },
  },
);
