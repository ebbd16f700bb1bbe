import {
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
  paginateDescribeVolumes,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { ResourceType } from '../domain/facts/index.ts';
import { type Listed, seen } from '../domain/observed.ts';
import type { Collector, FactReader } from './collector.ts';
import { elsewhere, type Operation, paged } from './operation.ts';
import { actionsOf, type Observation, openTarget, type TargetClients } from './reader.ts';

const TARGET = { account: '111122223333', region: 'eu-west-1' };
const CLIENTS = { partition: 'aws', client: () => ({}) as never };
const NOW = new Date('2026-11-01T06:00:00Z');

/** An operation that notes each request. */
const noting = (
  action: string,
  log: string[],
  answer: (input: object) => unknown,
): Operation<object, unknown> => ({
  action,
  Client: class {} as never,
  run: async (_client, input) => {
    log.push(`${action} ${JSON.stringify(input)}`);
    return answer(input);
  },
});

const collector = (list: Operation<object, unknown>, get: Operation<object, unknown>): Collector => ({
  type: 'AWS::Test::Thing' as ResourceType,
  service: 'test',
  where: 'region',
  list: { uses: [list], read: async (aws) => (await aws(list, {})) as { arn: string }[] },
  facts: {
    one: { uses: [get], read: (aws, { arn }) => aws(get, { arn, deep: true }) },
    same: { uses: [get], read: (aws, { arn }) => aws(get, { deep: true, arn }) },
    sneaky: { uses: [], read: (aws, { arn }) => aws(get, { arn }) },
  },
});

const observation = (signal = new AbortController().signal): Observation => ({
  now: NOW,
  signal,
  surroundings: {
    organization: null,
    policyTypes: null,
    management: null,
    accounts: [],
    guardrails: seen([]),
  },
});

async function observed(of: Collector, facts: readonly string[], signal = new AbortController().signal) {
  const all = [];
  for await (const resource of openTarget(TARGET, CLIENTS, observation(signal)).collect(of, facts))
    all.push(resource);
  return all;
}

test('a request is made once, however many facts need it and however its members are ordered', async () => {
  const log: string[] = [];
  const things = collector(
    noting('t:List', log, () => [{ arn: 'a' }, { arn: 'b' }, { arn: 'a' }]),
    noting('t:Get', log, () => 1),
  );
  expect((await observed(things, ['one', 'same'])).map(({ arn }) => arn)).toEqual(['a', 'b']);
  expect(log).toHaveLength(3);
});

test('two operations with the same input are two requests, also where their names say the same', async () => {
  const ec2 = mockClient(EC2Client);
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1' }] });
  ec2.on(DescribeVolumesCommand).resolves({ Volumes: [{ VolumeId: 'vol-1' }, { VolumeId: 'vol-2' }] });
  const vpcs = paged('ec2:DescribeVpcs', EC2Client, paginateDescribeVpcs, (page) => page.Vpcs);
  const volumes = paged('ec2:DescribeVolumes', EC2Client, paginateDescribeVolumes, (page) => page.Volumes);
  const counting = (of: Operation<object, readonly unknown[]>): FactReader<Listed, unknown> => ({
    uses: [of],
    read: async (aws) => (await aws(of, {})).length,
  });
  const things: Collector = {
    ...collector(
      noting('t:List', [], () => [{ arn: 'a' }]),
      noting('t:Get', [], () => 1),
    ),
    facts: { vpcs: counting(vpcs), volumes: counting(volumes) },
  };
  const clients = { partition: 'aws', client: () => new EC2Client({ region: 'eu-west-1' }) as never };
  const reader = openTarget(TARGET, clients, observation());
  for await (const { facts } of reader.collect(things, ['vpcs', 'volumes']))
    expect(facts).toMatchObject({ vpcs: { value: 1 }, volumes: { value: 2 } });
  expect(ec2.calls()).toHaveLength(2);
});

test('an operation elsewhere is asked in the Region that its input names, and not told it', async () => {
  const log: string[] = [];
  const regional = elsewhere(noting('t:Get', log, () => 1));
  const clients: TargetClients = {
    partition: 'aws',
    client: (_, region) => {
      log.push(`client of ${region}`);
      return {} as never;
    },
  };
  const things: Collector = {
    ...collector(
      noting('t:List', log, () => [{ arn: 'a' }]),
      noting('t:Other', log, () => 1),
    ),
    facts: { one: { uses: [regional], read: (aws) => aws(regional, { region: 'eu-north-1', deep: true }) } },
  };
  const found = await openTarget(TARGET, clients, observation()).collect(things, ['one']).next();
  expect(found.value).toMatchObject({ arn: 'a', facts: { one: seen(1) } });
  expect(log).toEqual(['client of undefined', 't:List {}', 'client of eu-north-1', 't:Get {"deep":true}']);
});

test('a fact that asks what it did not declare is unseen: the member role would lack the action', async () => {
  const things = collector(
    noting('t:List', [], () => [{ arn: 'a' }]),
    noting('t:Get', [], () => 1),
  );
  const [thing] = await observed(things, ['sneaky']);
  expect(thing?.facts.sneaky).toMatchObject({
    seen: false,
    unseen: { message: expect.stringContaining('not declared') },
  });
});

test('a failed request is one failure for every fact that needs it', async () => {
  const log: string[] = [];
  const refuse = () => {
    throw Object.assign(new Error('no'), { name: 'AccessDenied' });
  };
  const [thing] = await observed(
    collector(
      noting('t:List', log, () => [{ arn: 'a' }]),
      noting('t:Get', log, refuse),
    ),
    ['one', 'same'],
  );
  expect(thing?.facts).toMatchObject({
    one: { unseen: { kind: 'denied', action: 't:Get' } },
    same: { unseen: { kind: 'denied' } },
  });
  expect(log).toHaveLength(2);
});

test('what is unread when the time runs out is unseen, with the reason', async () => {
  const deadline = new AbortController();
  const list = noting('t:List', [], () => {
    deadline.abort();
    return [{ arn: 'a' }];
  });
  const [thing] = await observed(
    collector(
      list,
      noting('t:Get', [], () => 1),
    ),
    ['one'],
    deadline.signal,
  );
  expect(thing?.facts.one).toEqual({
    seen: false,
    unseen: { kind: 'failed', action: 't:Get', message: 'the time for this target ran out' },
  });
});

test('the actions of facts are those of their operations and of the listing', () => {
  const things = collector(
    noting('t:List', [], () => []),
    noting('t:Get', [], () => 1),
  );
  expect(actionsOf(things, ['one', 'same'])).toEqual(['t:Get', 't:List']);
  expect(actionsOf(things, ['sneaky'])).toEqual(['t:List']);
});
