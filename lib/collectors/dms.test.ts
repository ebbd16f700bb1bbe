import {
  DatabaseMigrationServiceClient,
  DescribeEndpointsCommand,
  DescribeReplicationInstancesCommand,
  DescribeReplicationTasksCommand,
} from '@aws-sdk/client-database-migration-service';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { endpoint, replicationInstance, replicationTask } from './dms.ts';

const dms = mockClient(DatabaseMigrationServiceClient);
const ARN = 'arn:aws:dms:eu-west-1:111122223333:';
const seen = (value: unknown) => ({ seen: true, value });
const failed = (operation: string) => ({ unseen: { kind: 'failed', action: `dms:${operation}` } });

beforeEach(() => {
  dms.reset();
});

test('endpoints of every page', async () => {
  dms
    .on(DescribeEndpointsCommand)
    .resolves({
      Endpoints: [{ EndpointArn: `${ARN}endpoint:A`, EngineName: 'postgres', SslMode: 'verify-full' }],
      Marker: 'more',
    })
    .on(DescribeEndpointsCommand, { Marker: 'more' })
    .resolves({ Endpoints: [{ EndpointArn: `${ARN}endpoint:B`, EngineName: 's3', SslMode: 'none' }] });
  expect(await collectAll(endpoint)).toEqual({
    [`${ARN}endpoint:A`]: { engine: seen('postgres'), security: seen('verify-full') },
    [`${ARN}endpoint:B`]: { engine: seen('s3'), security: seen(null) },
  });
});

test.each([
  [{ EngineName: 'mysql', SslMode: 'none' }, seen('none')],
  [{ EngineName: 'redshift', SslMode: 'none' }, seen(null)],
  [
    { EngineName: 'opensearch', ElasticsearchSettings: { EndpointUri: 'search.eu-west-1.es.amazonaws.com' } },
    seen(null),
  ],
  [
    { EngineName: 'elasticsearch', ElasticsearchSettings: { EndpointUri: 'http://10.0.0.1' } },
    seen('plaintext'),
  ],
  [{ EngineName: 'kafka', SslMode: 'none', KafkaSettings: {} }, seen('plaintext')],
  [{ EngineName: 'kafka', KafkaSettings: { SecurityProtocol: 'sasl-ssl' } }, seen('sasl-ssl')],
  [
    { EngineName: 'redis', SslMode: 'none', RedisSettings: { SslSecurityProtocol: 'ssl-encryption' } },
    seen('ssl-encryption'),
  ],
  [{ EngineName: 'redis', RedisSettings: {} }, failed('DescribeEndpoints')],
  [{ EngineName: 'kafka' }, failed('DescribeEndpoints')],
  [{ EngineName: 'oracle' }, failed('DescribeEndpoints')],
  [{ SslMode: 'require' }, failed('DescribeEndpoints')],
])('an endpoint %j is reached with %j', async (settings, security) => {
  dms
    .on(DescribeEndpointsCommand)
    .resolves({ Endpoints: [{ EndpointArn: `${ARN}endpoint:A`, ...settings } as never] });
  expect(await collectAll(endpoint)).toMatchObject({ [`${ARN}endpoint:A`]: { security } });
});

test('replication instances of every page', async () => {
  dms
    .on(DescribeReplicationInstancesCommand)
    .resolves({
      ReplicationInstances: [{ ReplicationInstanceArn: `${ARN}rep:A`, PubliclyAccessible: true }],
      Marker: 'more',
    })
    .on(DescribeReplicationInstancesCommand, { Marker: 'more' })
    .resolves({
      ReplicationInstances: [
        { ReplicationInstanceArn: `${ARN}rep:B`, PubliclyAccessible: false },
        { ReplicationInstanceArn: `${ARN}rep:C` },
      ],
    });
  expect(await collectAll(replicationInstance)).toMatchObject({
    [`${ARN}rep:A`]: { publiclyAccessible: seen(true) },
    [`${ARN}rep:B`]: { publiclyAccessible: seen(false) },
    [`${ARN}rep:C`]: { publiclyAccessible: failed('DescribeReplicationInstances') },
  });
});

test('tasks of every page, with what they log', async () => {
  const LogComponents = [
    { Id: 'SOURCE_CAPTURE', Severity: 'LOGGER_SEVERITY_DEFAULT' },
    { Id: 'TARGET_APPLY', Severity: 'LOGGER_SEVERITY_ERROR' },
  ];
  const task = (name: string, settings: unknown) => ({
    ReplicationTaskArn: `${ARN}task:${name}`,
    MigrationType: 'cdc' as const,
    ReplicationTaskSettings: JSON.stringify(settings),
  });
  dms
    .on(DescribeReplicationInstancesCommand)
    .resolves({ ReplicationInstances: [{ ReplicationInstanceArn: `${ARN}rep:A` }] })
    .on(DescribeReplicationTasksCommand)
    .resolves({
      ReplicationTasks: [task('on', { Logging: { EnableLogging: true, LogComponents } })],
      Marker: 'more',
    })
    .on(DescribeReplicationTasksCommand, { Marker: 'more' })
    .resolves({
      ReplicationTasks: [
        task('off', { Logging: { EnableLogging: false, LogComponents } }),
        task('without parts', { Logging: { EnableLogging: true } }),
        task('unclear', { Logging: {} }),
        task('without logging', {}),
        { ReplicationTaskArn: `${ARN}task:bare` },
        { ReplicationTaskArn: `${ARN}task:broken`, ReplicationTaskSettings: '{' },
      ],
    });
  const unseen = failed('DescribeReplicationInstances, dms:DescribeReplicationTasks');
  expect(await collectAll(replicationTask)).toMatchObject({
    [`${ARN}task:on`]: {
      migration: seen('cdc'),
      logging: seen({ SOURCE_CAPTURE: 'LOGGER_SEVERITY_DEFAULT', TARGET_APPLY: 'LOGGER_SEVERITY_ERROR' }),
    },
    [`${ARN}task:off`]: { logging: seen(null) },
    [`${ARN}task:without parts`]: { logging: seen({}) },
    [`${ARN}task:unclear`]: { logging: unseen },
    [`${ARN}task:without logging`]: { logging: unseen },
    [`${ARN}task:bare`]: { migration: unseen, logging: unseen },
    [`${ARN}task:broken`]: { logging: unseen },
  });
});

test('without an instance there is no task, and none is asked for', async () => {
  dms.on(DescribeReplicationInstancesCommand).resolves({ ReplicationInstances: [] });
  expect(await collectAll(replicationTask)).toEqual({});
  expect(dms.commandCalls(DescribeReplicationTasksCommand)).toHaveLength(0);
});

test.each([
  ['DescribeEndpoints', endpoint],
  ['DescribeReplicationInstances', replicationInstance],
  ['DescribeReplicationTasks', replicationTask],
])('a refused %s throws', async (operation, collector) => {
  dms.rejects(Object.assign(new Error('no'), { name: 'AccessDeniedFault' }));
  if (collector === replicationTask)
    dms
      .on(DescribeReplicationInstancesCommand)
      .resolves({ ReplicationInstances: [{ ReplicationInstanceArn: `${ARN}rep:A` }] });
  await expect(collectAll(collector)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: `dms:${operation}` },
  });
});
