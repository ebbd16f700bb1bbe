import { Readable } from 'node:stream';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, test } from '@jest/globals';
import type { ResourceType } from '../domain/facts/index.ts';
import { type ObservedResource, seen } from '../domain/observed.ts';
import type { Collector, FactReader } from './collector.ts';
import { ReadFailure } from './failure.ts';
import { operation, paged } from './operation.ts';
import { openTarget, type TargetClients } from './reader.ts';

/** What AWS answers: status, the id of the request, and the rest. `null` is a connection that breaks. */
type Reply = readonly [status: number, id: string, body: object | string] | null;

/** Clients over the wire to somewhere that answers one request after the other, by the operation that is asked. */
function answering(replies: Readonly<Record<string, readonly Reply[]>>): TargetClients {
  const left = new Map(Object.entries(replies).map(([name, all]) => [name, [...all]]));
  const handle = async ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
    const name = headers['x-amz-target']?.split('.').pop() ?? 'GetBucketLocation';
    const [status, id, body] = left.get(name)?.shift() ?? [];
    if (!status) throw Object.assign(new Error('socket hang up'), { name: 'ECONNREFUSED' });
    const header = typeof body === 'string' ? 'x-amz-request-id' : 'x-amzn-requestid';
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { response: { statusCode: status, headers: { [header]: id }, body: Readable.from([text]) } };
  };
  return {
    partition: 'aws',
    client: (Client) =>
      new Client({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        requestHandler: { handle },
        maxAttempts: 2,
      }),
  };
}

const listKeys = paged('kms:ListKeys', KMSClient, paginateListKeys, (page) => page.Keys);
const describeKey = operation('kms:DescribeKey', KMSClient, DescribeKeyCommand);
const rotation = operation('kms:GetKeyRotationStatus', KMSClient, GetKeyRotationStatusCommand);
const policy = operation('kms:GetKeyPolicy', KMSClient, GetKeyPolicyCommand, ['NotFoundException']);
const location = operation('s3:GetBucketLocation', S3Client, GetBucketLocationCommand);
const parameters = operation('ssm:DescribeParameters', SSMClient, DescribeParametersCommand);

const keys: Collector = {
  type: 'AWS::KMS::Key' as ResourceType,
  service: 'kms',
  where: 'region',
  list: {
    uses: [listKeys],
    read: async (aws) => (await aws(listKeys, {})).map(({ KeyArn = '' }) => ({ arn: KeyArn })),
  },
  facts: {
    listed: { uses: [], read: () => true },
    spec: { uses: [describeKey], read: async (aws, { arn }) => await aws(describeKey, { KeyId: arn }) },
    usage: { uses: [describeKey], read: async (aws, { arn }) => await aws(describeKey, { KeyId: arn }) },
    rotated: { uses: [rotation], read: (aws, { arn }) => aws(rotation, { KeyId: arn }) },
    policy: {
      uses: [policy],
      read: (aws, { arn }) => aws(policy, { KeyId: arn, PolicyName: 'default' }),
    },
    both: {
      uses: [describeKey, rotation, listKeys],
      read: async (aws, { arn }) => [
        await aws(listKeys, {}),
        await aws(describeKey, { KeyId: arn }),
        await aws(rotation, { KeyId: arn }),
      ],
    },
    batch: { uses: [parameters], read: (aws) => aws(parameters, { MaxResults: 50 }) },
    bucket: { uses: [location], read: (aws) => aws(location, { Bucket: 'b' }) },
  } satisfies Readonly<Record<string, FactReader<{ readonly arn: string }, unknown>>>,
};

const page = (id: string, names: readonly string[], next?: string): Reply => [
  200,
  id,
  {
    Keys: names.map((name) => ({ KeyArn: name })),
    Truncated: next !== undefined,
    ...(next && { NextMarker: next }),
  },
];
const DENIED = { __type: 'AccessDeniedException', message: 'no' };

async function collected(
  replies: Readonly<Record<string, readonly Reply[]>>,
  facts: readonly string[],
): Promise<readonly ObservedResource[]> {
  const reader = openTarget({ account: '111122223333', region: 'eu-west-1' }, answering(replies), {
    now: new Date('2026-11-01T06:00:00Z'),
    signal: new AbortController().signal,
    surroundings: {
      organization: null,
      policyTypes: null,
      management: null,
      accounts: [],
      guardrails: seen([]),
    },
  });
  const all: ObservedResource[] = [];
  for await (const resource of reader.collect(keys, facts)) all.push(resource);
  return all;
}

describe('a fact rests on the requests', () => {
  test('of the listing that found its resource, and of its own', async () => {
    const [key] = await collected(
      { ListKeys: [page('list', ['a'])], DescribeKey: [[200, 'described', {}]] },
      ['listed', 'spec'],
    );
    expect(key?.requests).toEqual({
      listed: ['KMS.ListKeys list'],
      spec: ['KMS.DescribeKey described', 'KMS.ListKeys list'],
    });
  });

  test('of every page', async () => {
    const found = await collected(
      { ListKeys: [page('p1', ['a'], '2'), page('p2', ['b'], '3'), page('p3', ['c'])] },
      ['listed'],
    );
    expect(found).toHaveLength(3);
    for (const { requests } of found)
      expect(requests?.listed).toEqual(['KMS.ListKeys p1', 'KMS.ListKeys p2', 'KMS.ListKeys p3']);
    expect(found[0]?.requests?.listed).toBe(found[2]?.requests?.listed);
  });

  test('of a listing of many pages: of the first and the last', async () => {
    const pages = Array.from({ length: 12 }, (_, at) =>
      page(`p${at}`, [`key-${at}`], at < 11 ? `${at}` : undefined),
    );
    const [key] = await collected({ ListKeys: pages, DescribeKey: [[200, 'd', {}]] }, ['both']);
    expect(key?.requests?.both).toEqual(['KMS.DescribeKey d', 'KMS.ListKeys p0 to p11, 12 requests']);
  });

  test('that were made before for another fact, or another resource', async () => {
    const found = await collected(
      {
        ListKeys: [page('list', ['a', 'b'])],
        DescribeKey: [
          [200, 'one', {}],
          [200, 'two', {}],
        ],
        DescribeParameters: [[200, 'batched', {}]],
      },
      ['spec', 'usage', 'batch'],
    );
    const [a, b] = found;
    expect(a?.requests?.spec).toBe(a?.requests?.usage);
    expect(new Set([a, b].map((key) => key?.requests?.spec?.[0]))).toEqual(
      new Set(['KMS.DescribeKey one', 'KMS.DescribeKey two']),
    );
    for (const { requests } of found)
      expect(requests?.batch).toEqual(['KMS.ListKeys list', 'SSM.DescribeParameters batched']);
  });

  test('that AWS refused', async () => {
    const [key] = await collected(
      {
        ListKeys: [page('list', ['a'])],
        DescribeKey: [[200, 'd', {}]],
        GetKeyRotationStatus: [[400, 'refused', DENIED]],
      },
      ['rotated', 'both'],
    );
    expect(key?.facts.rotated).toMatchObject({ seen: false, unseen: { kind: 'denied' } });
    expect(key?.requests?.rotated).toEqual(['KMS.GetKeyRotationStatus refused', 'KMS.ListKeys list']);
    expect(key?.requests?.both).toEqual([
      'KMS.DescribeKey d',
      'KMS.GetKeyRotationStatus refused',
      'KMS.ListKeys list',
    ]);
  });

  test('in which AWS said by an error that there is none', async () => {
    const [key] = await collected(
      {
        ListKeys: [page('list', ['a'])],
        GetKeyPolicy: [[400, 'none', { __type: 'NotFoundException', message: 'no policy' }]],
      },
      ['policy'],
    );
    expect(key?.facts.policy).toEqual(seen(null));
    expect(key?.requests?.policy).toEqual(['KMS.GetKeyPolicy none', 'KMS.ListKeys list']);
  });

  test('of which the last try counts', async () => {
    const [key] = await collected(
      {
        ListKeys: [page('list', ['a'])],
        DescribeKey: [
          [500, 'first', { __type: 'KMSInternalException' }],
          [200, 'second', {}],
        ],
        GetKeyRotationStatus: [
          [500, 'first', { __type: 'KMSInternalException' }],
          [500, 'last', { __type: 'KMSInternalException' }],
        ],
      },
      ['spec', 'rotated'],
    );
    expect(key?.requests?.spec).toContain('KMS.DescribeKey second');
    expect(key?.requests?.rotated).toEqual(['KMS.GetKeyRotationStatus last', 'KMS.ListKeys list']);
  });

  test("also where the id has S3's own name", async () => {
    const [key] = await collected(
      {
        ListKeys: [page('list', ['a'])],
        GetBucketLocation: [[200, '0A1B2C3D4E5F6789', '<LocationConstraint/>']],
      },
      ['bucket'],
    );
    expect(key?.requests?.bucket).toEqual(['KMS.ListKeys list', 'S3.GetBucketLocation 0A1B2C3D4E5F6789']);
  });

  test('of those alone that were answered', async () => {
    const [key] = await collected({ ListKeys: [page('list', ['a'])], DescribeKey: [null, null] }, ['spec']);
    expect(key?.facts.spec).toMatchObject({ unseen: { message: expect.stringContaining('socket hang up') } });
    expect(key?.requests?.spec).toEqual(['KMS.ListKeys list']);
  });
});

test('a listing that is refused says in which request', async () => {
  const refused = collected({ ListKeys: [page('p1', ['a'], '2'), [400, 'p2', DENIED]] }, ['spec']);
  const failure = await refused.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ReadFailure);
  expect(failure).toMatchObject({
    unseen: { kind: 'denied', action: 'kms:ListKeys' },
    requests: ['KMS.ListKeys p1', 'KMS.ListKeys p2'],
  });
});
