import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { BackupClient, ListBackupPlansCommand } from '@aws-sdk/client-backup';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetBucketEncryptionCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { classify } from '../collectors/failure.ts';
import { type AwsProxy, type Fault, startProxy } from './proxy.ts';

const USERS =
  '<ListUsersResponse><ListUsersResult><Users><member><UserName>ada</UserName></member></Users></ListUsersResult></ListUsersResponse>';

/** A key id with account 111122223333 in it, made like AWS makes them. */
const KEY_OF_1111 = 'ASIARTX3GSDSQAAAAAAA';

let upstream: Server;
let received: { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
let proxy: AwsProxy;

beforeAll(async () => {
  received = [];
  upstream = createServer(async (incoming, response) => {
    const body = (await buffer(incoming)).toString('latin1');
    received.push({ url: incoming.url ?? '', headers: incoming.headers, body });
    const [type, reply] =
      /json|^$/.test(incoming.headers['content-type'] ?? '') && !incoming.url?.includes('?')
        ? ['application/x-amz-json-1.0', '{"TableNames":["one"]}']
        : incoming.url?.endsWith('GetObject')
          ? ['text/plain', 'the object']
          : ['text/xml', USERS];
    response.writeHead(200, { 'content-type': type }).end(reply);
  });
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
  proxy = await startProxy(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
});
afterEach(() => {
  proxy.faults.length = 0;
  proxy.players.length = 0;
  received.length = 0;
});
afterAll(async () => {
  await proxy.stop();
  await proxy.stop();
  upstream.closeAllConnections();
  await new Promise((done) => upstream.close(done));
});

const settings = (accessKeyId = 'test') => ({
  endpoint: proxy.url,
  region: 'eu-west-1',
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: 'test' },
});
const s3 = () => new S3Client(settings());
const encryption = () => s3().send(new GetBucketEncryptionCommand({ Bucket: 'b' }));

/** One request in each protocol. */
const REQUESTS: Readonly<Record<string, () => Promise<unknown>>> = {
  'json 1.0': () => new DynamoDBClient(settings()).send(new ListTablesCommand({})),
  'query-compatible json': () => new SQSClient(settings()).send(new ListQueuesCommand({})),
  query: () => new IAMClient(settings()).send(new ListUsersCommand({})),
  ec2: () => new EC2Client(settings()).send(new DescribeVolumesCommand({})),
  'rest-xml': encryption,
  'rest-json': () => new BackupClient(settings()).send(new ListBackupPlansCommand({})),
};
const failureOf = (request: () => Promise<unknown>): Promise<Error> =>
  request().then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Error) => error,
  );

describe('what passes', () => {
  test('comes back as AWS sent it', async () => {
    await expect(REQUESTS['json 1.0']?.()).resolves.toMatchObject({ TableNames: ['one'] });
    await expect(REQUESTS.query?.()).resolves.toMatchObject({ Users: [{ UserName: 'ada' }] });
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(await Body?.transformToString()).toBe('the object');
  });

  test('goes on unchanged: host, signature and body', async () => {
    await s3().send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x'.repeat(3_000_000) }));
    await REQUESTS.query?.();
    const [put, listed] = received;
    expect(put?.body).toHaveLength(3_000_000);
    expect(put?.headers.host).toBe(new URL(proxy.url).host);
    expect(listed?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\//);
    expect(listed?.body).toContain('Action=ListUsers');
  });

  test('is counted by service and operation', async () => {
    const before = proxy.total;
    for (const request of Object.values(REQUESTS)) await request();
    expect(proxy.total).toBe(before + 6);
    expect(proxy.byOperation).toMatchObject({
      'dynamodb:ListTables': expect.any(Number),
      'sqs:ListQueues': expect.any(Number),
      'iam:ListUsers': expect.any(Number),
      'ec2:DescribeVolumes': expect.any(Number),
      's3:GET /{bucket}?encryption': expect.any(Number),
      'backup:GET /backup/plans': expect.any(Number),
    });
  });
});

test('what the emulator lacks is played, unless it is made to fail; the rest goes on', async () => {
  proxy.players.push(
    () => null,
    ({ service, operation }) =>
      service === 'backup' && operation === 'GET /backup/plans'
        ? { BackupPlansList: [{ BackupPlanId: 'played' }] }
        : null,
  );
  const plans = () => new BackupClient(settings()).send(new ListBackupPlansCommand({}));
  expect((await plans()).BackupPlansList).toEqual([{ BackupPlanId: 'played' }]);
  expect(received).toHaveLength(0);
  await REQUESTS.query?.();
  expect(received).toHaveLength(1);
  proxy.players.push(({ operation }) =>
    operation === 'ListUsers' ? '<ListUsersResponse><ListUsersResult/></ListUsersResponse>' : null,
  );
  await REQUESTS.query?.();
  expect(received).toHaveLength(1);
  proxy.faults.push({ match: ({ service }) => service === 'backup', fault: 'denied' });
  await expect(plans()).rejects.toThrow('not authorized');
});

describe('what is made to fail', () => {
  test.each<[string, Fault, string]>([
    ['json 1.0', 'denied', 'AccessDeniedException'],
    ['json 1.0', 'throttled', 'ThrottlingException'],
    ['json 1.0', 'unsupported', 'UnknownOperationException'],
    ['query-compatible json', 'denied', 'AccessDeniedException'],
    ['query', 'denied', 'AccessDenied'],
    ['query', 'throttled', 'Throttling'],
    ['query', 'unsupported', 'InvalidAction'],
    ['ec2', 'denied', 'UnauthorizedOperation'],
    ['ec2', 'throttled', 'RequestLimitExceeded'],
    ['rest-xml', 'denied', 'AccessDenied'],
    ['rest-xml', 'throttled', 'SlowDown'],
    ['rest-json', 'denied', 'AccessDeniedException'],
    ['rest-json', 'throttled', 'ThrottlingException'],
  ])('%s, %s: %s', async (protocol, fault, name) => {
    proxy.faults.push({ match: () => true, fault });
    const error = await failureOf(REQUESTS[protocol] as () => Promise<unknown>);
    expect(error.name).toBe(name);
    expect(classify(error, 'x').kind).toBe(fault);
    expect(received).toHaveLength(0);
  });

  test.each(Object.keys(REQUESTS))('%s: 5xx, web pages and broken connections are failures', async (name) => {
    const statuses: (number | undefined)[] = [];
    for (const fault of ['error', 'unavailable', 'html', 'reset'] as const) {
      proxy.faults.splice(0, 1, { match: () => true, fault });
      const error = await failureOf(REQUESTS[name] as () => Promise<unknown>);
      expect(classify(error, 'x').kind).toBe('failed');
      const { $metadata, $response } = error as {
        $metadata?: { httpStatusCode?: number };
        $response?: { statusCode?: number };
      };
      statuses.push($response?.statusCode ?? $metadata?.httpStatusCode);
    }
    expect(statuses).toEqual([500, 503, 502, undefined]);
  });

  test('a page with status 200 reaches the client as such', async () => {
    proxy.faults.push({ match: () => true, fault: 'page' });
    const reply = await fetch(proxy.url);
    expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('<!DOCTYPE html>')]);
  });

  test('what hangs never answers, and does not keep the proxy from stopping', async () => {
    const own = await startProxy('http://127.0.0.1:9');
    own.faults.push({ match: () => true, fault: 'hang' });
    let answered = false;
    const asked = fetch(own.url).then(
      () => {
        answered = true;
      },
      () => 'broken off',
    );
    while (own.total === 0) await new Promise((done) => setTimeout(done, 5));
    expect(answered).toBe(false);
    await own.stop();
    expect(await asked).toBe('broken off');
  });

  test('an upstream that is not there is a broken connection', async () => {
    const own = await startProxy('http://127.0.0.1:9');
    await expect(fetch(own.url)).rejects.toThrow('fetch failed');
    await own.stop();
  });

  test('a rule sees service, Region, operation, account and parameters', async () => {
    proxy.faults.push({
      match: ({ service, region, operation, account, parameters }) =>
        service === 'iam' &&
        region === 'eu-west-1' &&
        operation === 'ListUsers' &&
        account === '111122223333' &&
        parameters.get('PathPrefix') === '/people/',
      fault: 'denied',
    });
    const list = new ListUsersCommand({ PathPrefix: '/people/' });
    await expect(new IAMClient(settings(KEY_OF_1111)).send(list)).rejects.toThrow(
      'User is not authorized to perform: iam:ListUsers',
    );
    await new IAMClient(settings()).send(list);
  });

  test('one account refuses its roles, others do not', async () => {
    proxy.refuseAssumeRole('111122223333');
    const enter = (account: string) =>
      new STSClient(settings()).send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/r`, RoleSessionName: 's' }),
      );
    await expect(enter('111122223333')).rejects.toMatchObject({ name: 'AccessDenied' });
    await enter('444455556666');
  });

  test('a rate hits the same requests for the same seed', async () => {
    const { port } = upstream.address() as AddressInfo;
    const hits = async (seed: number): Promise<string> => {
      const own = await startProxy(`http://127.0.0.1:${port}`, { seed });
      own.faults.push({ match: () => true, fault: 'error', rate: 0.3 });
      let result = '';
      for (let index = 0; index < 60; index += 1) result += (await fetch(own.url)).ok ? '.' : 'x';
      await own.stop();
      return result;
    };
    const [first, again, other] = [await hits(1), await hits(1), await hits(2)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first.match(/x/g)?.length).toBeGreaterThan(8);
    expect(first.match(/x/g)?.length).toBeLessThan(30);
  });
});
