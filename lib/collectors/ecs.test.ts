import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
} from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { cluster, service, taskDefinition } from './ecs.ts';

const ecs = mockClient(ECSClient);
const ARN = 'arn:aws:ecs:eu-west-1:111122223333:';
const CLUSTER = `${ARN}cluster/shop`;
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  ecs.reset();
});

describe('clusters', () => {
  const insights = (value: string) => [{ name: 'containerInsights' as const, value }];

  test('of every page have their setting; deleted ones do not count', async () => {
    const arns = Array.from({ length: 101 }, (_, number) => `${ARN}cluster/${number}`);
    ecs
      .on(ListClustersCommand, { maxResults: 100 })
      .resolves({ clusterArns: arns.slice(0, 100), nextToken: 'more' })
      .on(ListClustersCommand, { maxResults: 100, nextToken: 'more' })
      .resolves({ clusterArns: arns.slice(100) })
      .on(DescribeClustersCommand, { clusters: arns.slice(0, 100), include: ['SETTINGS'] })
      .resolves({
        clusters: [
          { clusterArn: `${ARN}cluster/0`, status: 'ACTIVE', settings: insights('enabled') },
          { clusterArn: `${ARN}cluster/1`, status: 'INACTIVE', settings: insights('disabled') },
          { clusterArn: `${ARN}cluster/2`, status: 'ACTIVE', settings: [] },
        ],
        failures: [{ arn: `${ARN}cluster/3`, reason: 'MISSING' }],
      })
      .on(DescribeClustersCommand, { clusters: arns.slice(100), include: ['SETTINGS'] })
      .resolves({
        clusters: [{ clusterArn: `${ARN}cluster/100`, status: 'ACTIVE', settings: insights('disabled') }],
        failures: [],
      });
    const all = await collectAll(cluster);
    expect(all).toMatchObject({
      [`${ARN}cluster/0`]: { containerInsights: seen('enabled') },
      [`${ARN}cluster/2`]: { containerInsights: { unseen: { kind: 'failed' } } },
      [`${ARN}cluster/100`]: { containerInsights: seen('disabled') },
    });
    expect(Object.keys(all)).toHaveLength(3);
  });

  test('an empty Region costs one request', async () => {
    ecs.on(ListClustersCommand).resolves({ clusterArns: [] });
    expect(await collectAll(cluster)).toEqual({});
    expect(await collectAll(service)).toEqual({});
    expect(ecs.calls()).toHaveLength(2);
  });

  test('one that AWS would not describe leaves the population unknown', async () => {
    ecs
      .on(ListClustersCommand)
      .resolves({ clusterArns: [CLUSTER] })
      .on(DescribeClustersCommand)
      .resolves({ clusters: [], failures: [{ arn: CLUSTER, reason: 'ACCESS_DENIED' }] });
    await expect(collectAll(cluster)).rejects.toMatchObject({
      unseen: { kind: 'failed', message: expect.stringContaining('ACCESS_DENIED') },
    });
  });

  test('a refused listing throws', async () => {
    ecs.on(ListClustersCommand).rejects(denied);
    await expect(collectAll(cluster)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'ecs:ListClusters' },
    });
  });
});

describe('services', () => {
  const network = (assignPublicIp?: 'ENABLED' | 'DISABLED') => ({
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp } },
  });
  const listed = (...names: readonly string[]) => names.map((name) => `${ARN}service/shop/${name}`);

  test('of every cluster and page have their addresses, ten to a request', async () => {
    const names = Array.from({ length: 11 }, (_, number) => `s${number}`);
    ecs
      .on(ListClustersCommand)
      .resolves({ clusterArns: [CLUSTER, `${ARN}cluster/empty`] })
      .on(ListServicesCommand, { cluster: `${ARN}cluster/empty`, maxResults: 100 })
      .resolves({ serviceArns: [] })
      .on(ListServicesCommand, { cluster: CLUSTER, maxResults: 100 })
      .resolves({ serviceArns: listed(...names.slice(0, 6)), nextToken: 'more' })
      .on(ListServicesCommand, { cluster: CLUSTER, maxResults: 100, nextToken: 'more' })
      .resolves({ serviceArns: listed(...names.slice(6)) })
      .on(DescribeServicesCommand, { cluster: CLUSTER, services: listed(...names.slice(0, 10)) })
      .resolves({
        services: [
          { serviceArn: `${ARN}service/shop/s0`, status: 'ACTIVE', ...network('ENABLED') },
          { serviceArn: `${ARN}service/shop/s1`, status: 'ACTIVE', ...network() },
          { serviceArn: `${ARN}service/shop/s2`, status: 'DRAINING', taskSets: [network('ENABLED')] },
          { serviceArn: `${ARN}service/shop/s3`, status: 'INACTIVE', ...network('ENABLED') },
        ],
        failures: [{ arn: `${ARN}service/shop/s4`, reason: 'MISSING' }],
      })
      .on(DescribeServicesCommand, { cluster: CLUSTER, services: listed('s10') })
      .resolves({ services: [{ serviceArn: `${ARN}service/shop/s10`, status: 'ACTIVE' }] });
    expect(await collectAll(service)).toEqual({
      [`${ARN}service/shop/s0`]: { publicIp: seen(true) },
      [`${ARN}service/shop/s1`]: { publicIp: seen(false) },
      [`${ARN}service/shop/s2`]: { publicIp: seen(true) },
      [`${ARN}service/shop/s10`]: { publicIp: seen(null) },
    });
  });

  test('a refused description throws', async () => {
    ecs
      .on(ListClustersCommand)
      .resolves({ clusterArns: [CLUSTER] })
      .on(ListServicesCommand)
      .resolves({ serviceArns: listed('web') })
      .on(DescribeServicesCommand)
      .rejects(denied);
    await expect(collectAll(service)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'ecs:DescribeServices' },
    });
  });
});

describe('task definitions', () => {
  const active = { status: 'ACTIVE' as const, maxResults: 100 };

  test('families of every page have the containers of their latest revision, by one request each', async () => {
    ecs
      .on(ListTaskDefinitionFamiliesCommand, active)
      .resolves({ families: ['agent', 'web'], nextToken: 'more' })
      .on(ListTaskDefinitionFamiliesCommand, { ...active, nextToken: 'more' })
      .resolves({ families: ['unclear', 'secret'] })
      .on(DescribeTaskDefinitionCommand, { taskDefinition: 'agent' })
      .resolves({ taskDefinition: { revision: 3, containerDefinitions: [{ name: 'a', privileged: true }] } })
      .on(DescribeTaskDefinitionCommand, { taskDefinition: 'web' })
      .resolves({
        taskDefinition: {
          revision: 41,
          containerDefinitions: [
            {
              name: 'nginx',
              privileged: false,
              logConfiguration: { logDriver: 'awslogs', options: { 'splunk-password': 'hunter2' } },
            },
            {
              name: 'app',
              environment: [{ name: 'DB_PASSWORD', value: 'hunter2' }],
              entryPoint: ['agent'],
              command: ['--password', 'hunter2'],
              healthCheck: { command: ['CMD', 'curl', 'http://me:hunter2@localhost'] },
              dockerLabels: { password: 'hunter2' },
              secrets: [{ name: 'API_PASSWORD', valueFrom: '/shop/api' }],
            },
          ],
        },
      })
      .on(DescribeTaskDefinitionCommand, { taskDefinition: 'unclear' })
      .resolves({ taskDefinition: {} })
      .on(DescribeTaskDefinitionCommand, { taskDefinition: 'secret' })
      .rejects(denied);
    const failed = { unseen: { kind: 'failed', action: 'ecs:DescribeTaskDefinition' } };
    const refused = { unseen: { kind: 'denied', action: 'ecs:DescribeTaskDefinition' } };
    const all = await collectAll(taskDefinition);
    expect(all).toMatchObject({
      [`${ARN}task-definition/agent`]: {
        revision: seen(3),
        containers: seen([{ name: 'a', privileged: true, logDriver: null }]),
        plainSecrets: seen([]),
      },
      [`${ARN}task-definition/web`]: {
        revision: seen(41),
        containers: seen([
          { name: 'app', privileged: false, logDriver: null },
          { name: 'nginx', privileged: false, logDriver: 'awslogs' },
        ]),
        plainSecrets: seen([
          { container: 'app', name: 'DB_PASSWORD', kind: 'password' },
          { container: 'app', name: 'command', kind: 'password inside a longer text' },
          { container: 'app', name: 'health check', kind: 'password in a connection string' },
          { container: 'app', name: 'password', kind: 'password' },
          { container: 'nginx', name: 'splunk-password', kind: 'password' },
        ]),
      },
      [`${ARN}task-definition/unclear`]: { revision: failed, containers: failed, plainSecrets: failed },
      [`${ARN}task-definition/secret`]: { revision: refused, containers: refused, plainSecrets: refused },
    });
    expect(JSON.stringify(all)).not.toContain('hunter2');
    expect(ecs.commandCalls(DescribeTaskDefinitionCommand)).toHaveLength(4);
  });

  test('a refused listing throws', async () => {
    ecs.on(ListTaskDefinitionFamiliesCommand).rejects(denied);
    await expect(collectAll(taskDefinition)).rejects.toMatchObject({
      unseen: { kind: 'denied', action: 'ecs:ListTaskDefinitionFamilies' },
    });
  });
});
