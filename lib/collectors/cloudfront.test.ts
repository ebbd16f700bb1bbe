import {
  CloudFrontClient,
  type DistributionSummary,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import {
  CloudWatchLogsClient,
  DescribeDeliveriesCommand,
  DescribeDeliverySourcesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { distribution } from './cloudfront.ts';

const cloudfront = mockClient(CloudFrontClient);
const logs = mockClient(CloudWatchLogsClient);
const ARN = 'arn:aws:cloudfront::111122223333:distribution/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
const options = { region: 'aws-global' };

const custom = (Id: string) => ({
  Id,
  DomainName: `${Id}.example.com`,
  CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-secret', HeaderValue: 'hunter2' }] },
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'https-only' as const,
    OriginSslProtocols: { Quantity: 2, Items: ['TLSv1.2' as const, 'TLSv1.1' as const] },
  },
});
const found = (Id: string, more: Partial<DistributionSummary> = {}) =>
  ({
    Id,
    ARN: `${ARN}${Id}`,
    Enabled: true,
    DefaultCacheBehavior: { TargetOriginId: 'web', ViewerProtocolPolicy: 'redirect-to-https' },
    CacheBehaviors: { Quantity: 0 },
    Origins: { Quantity: 1, Items: [{ Id: 'web', DomainName: 'b.s3.amazonaws.com', S3OriginConfig: {} }] },
    ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
    WebACLId: '',
    ...more,
  }) as DistributionSummary;
const pages = (first: readonly DistributionSummary[], second: readonly DistributionSummary[] = []) =>
  cloudfront
    .on(ListDistributionsCommand)
    .resolves({ DistributionList: { Items: [...first], NextMarker: 'more' } as never })
    .on(ListDistributionsCommand, { Marker: 'more' })
    .resolves({ DistributionList: { Items: [...second] } as never });

beforeEach(() => {
  cloudfront.reset();
  logs.reset();
});

test('distributions of every page have all but their logging from one listing', async () => {
  pages(
    [found('plain')],
    [
      found('full', {
        Enabled: false,
        CacheBehaviors: {
          Quantity: 1,
          Items: [
            { PathPattern: '/api/*', TargetOriginId: 'pair', ViewerProtocolPolicy: 'allow-all' } as never,
          ],
        },
        Origins: { Quantity: 2, Items: [custom('web'), custom('standby')] },
        OriginGroups: { Quantity: 1, Items: [{ Id: 'pair' } as never] },
        ViewerCertificate: { ACMCertificateArn: 'arn:acm', MinimumProtocolVersion: 'TLSv1.2_2021' },
        WebACLId: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1',
      }),
      found('unclear', { ViewerCertificate: {}, WebACLId: undefined as never }),
    ],
  );
  const facts = ['enabled', 'behaviors', 'customOrigins', 'originGroups', 'viewerTls', 'webAcl'];
  const origin = { protocol: 'https-only', tlsVersions: ['TLSv1.1', 'TLSv1.2'] };
  const first = { path: 'default', origin: 'web', viewerProtocol: 'redirect-to-https' };
  const failed = { unseen: { kind: 'failed', action: 'cloudfront:ListDistributions' } };
  const all = await collectAll(distribution, { ...options, facts });
  expect(all).toMatchObject({
    [`${ARN}plain`]: {
      enabled: seen(true),
      behaviors: seen([first]),
      customOrigins: seen([]),
      originGroups: seen([]),
      viewerTls: seen({ defaultCertificate: true, policy: 'TLSv1' }),
      webAcl: seen(null),
    },
    [`${ARN}full`]: {
      enabled: seen(false),
      behaviors: seen([first, { path: '/api/*', origin: 'pair', viewerProtocol: 'allow-all' }]),
      customOrigins: seen([
        { id: 'standby', domain: 'standby.example.com', ...origin },
        { id: 'web', domain: 'web.example.com', ...origin },
      ]),
      originGroups: seen(['pair']),
      viewerTls: seen({ defaultCertificate: false, policy: 'TLSv1.2_2021' }),
      webAcl: seen('arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1'),
    },
    [`${ARN}unclear`]: { viewerTls: failed, webAcl: failed },
  });
  expect(JSON.stringify(all)).not.toContain('hunter2');
  expect(cloudfront.calls()).toHaveLength(2);
});

test('an account without distributions costs one request; a refused listing throws', async () => {
  cloudfront.on(ListDistributionsCommand).resolves({ DistributionList: { Quantity: 0 } as never });
  expect(await collectAll(distribution, options)).toEqual({});
  expect(cloudfront.calls()).toHaveLength(1);
  cloudfront.on(ListDistributionsCommand).rejects(denied);
  await expect(collectAll(distribution, options)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'cloudfront:ListDistributions' },
  });
});

describe('access logs', () => {
  const facts = ['accessLog'];
  const LOG = 'arn:aws:logs:us-east-1:111122223333:delivery-destination:shop';
  const source = (name: string, id: string, logType = 'ACCESS_LOGS') => ({
    name,
    logType,
    resourceArns: [`${ARN}${id}`],
  });
  const logging = (Enabled: boolean) =>
    ({
      DistributionConfig: { Logging: { Enabled, Bucket: Enabled ? 'logs.s3.amazonaws.com' : '' } },
    }) as never;

  test('are delivered by CloudWatch, or written by the distribution itself', async () => {
    pages([found('delivered'), found('other')], [found('written'), found('secret')]);
    logs
      .on(DescribeDeliverySourcesCommand)
      .resolves({ deliverySources: [source('a', 'delivered')], nextToken: 'more' })
      .on(DescribeDeliverySourcesCommand, { nextToken: 'more' })
      .resolves({ deliverySources: [source('b', 'other', 'CONNECTION_LOGS'), source('c', 'other')] })
      .on(DescribeDeliveriesCommand)
      .resolves({ deliveries: [{ deliverySourceName: 'b', deliveryDestinationArn: LOG }], nextToken: 'more' })
      .on(DescribeDeliveriesCommand, { nextToken: 'more' })
      .resolves({ deliveries: [{ deliverySourceName: 'a', deliveryDestinationArn: LOG }] });
    cloudfront
      .on(GetDistributionConfigCommand, { Id: 'other' })
      .resolves(logging(false))
      .on(GetDistributionConfigCommand, { Id: 'written' })
      .resolves(logging(true))
      .on(GetDistributionConfigCommand, { Id: 'secret' })
      .rejects(denied);
    expect(await collectAll(distribution, { ...options, facts })).toMatchObject({
      [`${ARN}delivered`]: { accessLog: seen(LOG) },
      [`${ARN}other`]: { accessLog: seen(null) },
      [`${ARN}written`]: { accessLog: seen('logs.s3.amazonaws.com') },
      [`${ARN}secret`]: {
        accessLog: { unseen: { kind: 'denied', action: 'cloudfront:GetDistributionConfig' } },
      },
    });
    expect(cloudfront.commandCalls(GetDistributionConfigCommand)).toHaveLength(3);
    expect(logs.calls()).toHaveLength(4);
  });

  test('are unseen when deliveries are refused: a distribution does not know of those', async () => {
    pages([found('plain')]);
    logs.on(DescribeDeliverySourcesCommand).resolves({}).on(DescribeDeliveriesCommand).rejects(denied);
    expect(await collectAll(distribution, { ...options, facts })).toMatchObject({
      [`${ARN}plain`]: { accessLog: { unseen: { kind: 'denied', action: 'logs:DescribeDeliveries' } } },
    });
  });
});
