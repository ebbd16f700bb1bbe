import {
  DescribeClusterParametersCommand,
  DescribeClustersCommand,
  DescribeLoggingStatusCommand,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { cluster } from './redshift.ts';

const redshift = mockClient(RedshiftClient);
const ARN = 'arn:aws:redshift:eu-west-1:111122223333:cluster:';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
const found = (ClusterIdentifier: string, settings: object = {}) => ({
  ClusterIdentifier,
  Encrypted: true,
  AutomatedSnapshotRetentionPeriod: 7,
  PubliclyAccessible: false,
  ClusterParameterGroups: [{ ParameterGroupName: 'strict', ParameterApplyStatus: 'in-sync' }],
  ...settings,
});
const requireSsl = (ParameterValue?: string) => ({ ParameterName: 'require_ssl', ParameterValue });

beforeEach(() => {
  redshift.reset();
  redshift.on(DescribeLoggingStatusCommand).resolves({ LoggingEnabled: false });
});

test('clusters of every page; the parameters of a group are read once for all its clusters', async () => {
  redshift
    .on(DescribeClustersCommand)
    .resolves({ Clusters: [found('sales')], Marker: 'more' })
    .on(DescribeClustersCommand, { Marker: 'more' })
    .resolves({
      Clusters: [
        found('stock', { Encrypted: false, PubliclyAccessible: true, AutomatedSnapshotRetentionPeriod: 0 }),
        found('lax', { ClusterParameterGroups: [{ ParameterGroupName: 'lax' }] }),
      ],
    })
    .on(DescribeClusterParametersCommand, { ParameterGroupName: 'strict' })
    .resolves({ Parameters: [{ ParameterName: 'datestyle', ParameterValue: 'ISO' }], Marker: 'more' })
    .on(DescribeClusterParametersCommand, { ParameterGroupName: 'strict', Marker: 'more' })
    .resolves({ Parameters: [requireSsl('true')] })
    .on(DescribeClusterParametersCommand, { ParameterGroupName: 'lax' })
    .resolves({ Parameters: [requireSsl('false')] });
  const sales = {
    encrypted: seen(true),
    tls: seen({ required: true, pending: false }),
    auditLogging: seen(null),
    snapshotRetentionDays: seen(7),
    publiclyAccessible: seen(false),
  };
  expect(await collectAll(cluster)).toEqual({
    [`${ARN}sales`]: sales,
    [`${ARN}stock`]: {
      ...sales,
      encrypted: seen(false),
      snapshotRetentionDays: seen(0),
      publiclyAccessible: seen(true),
    },
    [`${ARN}lax`]: { ...sales, tls: seen({ required: false, pending: false }) },
  });
  expect(redshift.commandCalls(DescribeClusterParametersCommand)).toHaveLength(3);
});

test.each([
  ['require_ssl', true],
  ['max_concurrency_scaling_clusters', false],
])('when %s waits for a reboot, require_ssl is pending: %s', async (ParameterName, pending) => {
  redshift.on(DescribeClustersCommand).resolves({
    Clusters: [
      found('sales', {
        ClusterParameterGroups: [
          {
            ParameterGroupName: 'strict',
            ParameterApplyStatus: 'pending-reboot',
            ClusterParameterStatusList: [
              { ParameterName: 'datestyle', ParameterApplyStatus: 'in-sync' },
              { ParameterName, ParameterApplyStatus: 'pending-reboot' },
            ],
          },
        ],
      }),
    ],
  });
  redshift.on(DescribeClusterParametersCommand).resolves({ Parameters: [requireSsl('true')] });
  expect(await collectAll(cluster, { facts: ['tls'] })).toEqual({
    [`${ARN}sales`]: { tls: seen({ required: true, pending }) },
  });
});

const EARLIER = new Date('2026-10-01T00:00:00Z');
const LATER = new Date('2026-10-02T00:00:00Z');

test.each([
  [{}, 's3', false],
  [{ LogDestinationType: 'cloudwatch' }, 'cloudwatch', false],
  [{ LogDestinationType: 's3', LastSuccessfulDeliveryTime: LATER, LastFailureTime: EARLIER }, 's3', false],
  [{ LogDestinationType: 's3', LastSuccessfulDeliveryTime: EARLIER, LastFailureTime: LATER }, 's3', true],
  [{ LastFailureTime: EARLIER }, 's3', true],
] as const)('logging that is on, with %j, goes to %s and fails: %s', async (reply, destination, failing) => {
  redshift.on(DescribeClustersCommand).resolves({ Clusters: [found('sales')] });
  redshift
    .on(DescribeLoggingStatusCommand, { ClusterIdentifier: 'sales' })
    .resolves({ LoggingEnabled: true, ...reply });
  expect(await collectAll(cluster, { facts: ['auditLogging'] })).toEqual({
    [`${ARN}sales`]: { auditLogging: seen({ destination, failing }) },
  });
});

test('what the replies lack, or is refused, is unseen', async () => {
  redshift
    .on(DescribeClustersCommand)
    .resolves({
      Clusters: [
        { ClusterIdentifier: 'bare' },
        found('old', { ClusterParameterGroups: [{ ParameterGroupName: 'without' }] }),
        found('strange', { ClusterParameterGroups: [{ ParameterGroupName: 'empty' }] }),
        found('refused'),
      ],
    })
    .on(DescribeClusterParametersCommand, { ParameterGroupName: 'without' })
    .resolves({ Parameters: [] })
    .on(DescribeClusterParametersCommand, { ParameterGroupName: 'empty' })
    .resolves({ Parameters: [requireSsl()] })
    .on(DescribeClusterParametersCommand, { ParameterGroupName: 'strict' })
    .rejects(denied)
    .on(DescribeLoggingStatusCommand, { ClusterIdentifier: 'bare' })
    .resolves({})
    .on(DescribeLoggingStatusCommand, { ClusterIdentifier: 'refused' })
    .rejects(denied);
  const failed = (operation: string) => ({ unseen: { kind: 'failed', action: `redshift:${operation}` } });
  const refused = (operation: string) => ({ unseen: { kind: 'denied', action: `redshift:${operation}` } });
  expect(await collectAll(cluster)).toMatchObject({
    [`${ARN}bare`]: {
      encrypted: failed('DescribeClusters'),
      tls: failed('DescribeClusterParameters'),
      auditLogging: failed('DescribeLoggingStatus'),
      snapshotRetentionDays: failed('DescribeClusters'),
      publiclyAccessible: failed('DescribeClusters'),
    },
    [`${ARN}old`]: { tls: failed('DescribeClusterParameters') },
    [`${ARN}strange`]: { tls: failed('DescribeClusterParameters') },
    [`${ARN}refused`]: {
      tls: refused('DescribeClusterParameters'),
      auditLogging: refused('DescribeLoggingStatus'),
    },
  });
});

test('a refused listing throws', async () => {
  redshift.on(DescribeClustersCommand).rejects(denied);
  await expect(collectAll(cluster)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'redshift:DescribeClusters' },
  });
});
