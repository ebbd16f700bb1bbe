import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestLog, scannedClient, targetClients } from './clients.ts';

let replies: { status: number; body: string }[];
let server: Server;
const settings = {
  region: 'eu-west-1',
  credentials: async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
};

beforeAll(async () => {
  server = createServer((_request, response) => {
    const { status, body } =
      replies.length > 1 ? (replies.shift() as (typeof replies)[0]) : (replies[0] as (typeof replies)[0]);
    // Also the emulator's XML comes as text/html, so that the type alone tells nothing.
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(body);
  });
  server.keepAliveTimeout = 0; // who keeps a socket, keeps it: the server does not take it back
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.VOUCH_TARGET_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  delete process.env.VOUCH_TARGET_ENDPOINT_URL;
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const PAGE = '\n<!DOCTYPE html>\n<html><body>Sign in to the network</body></html>';
const IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

describe('a web page where a reply belongs', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'query',
      () => scannedClient(STSClient, settings, new RequestLog()).send(new GetCallerIdentityCommand({})),
    ],
    ['ec2', () => scannedClient(EC2Client, settings, new RequestLog()).send(new DescribeVpcsCommand({}))],
    ['json', () => scannedClient(DynamoDBClient, settings, new RequestLog()).send(new ListTablesCommand({}))],
    [
      's3',
      () =>
        scannedClient(S3Client, settings, new RequestLog()).send(new GetBucketPolicyCommand({ Bucket: 'b' })),
    ],
  ])('%s: status 200 is an error all the same, not "there is none"', async (_protocol, send) => {
    replies = [{ status: 200, body: PAGE }];
    await expect(send()).rejects.toThrow('the reply (HTTP 200) is a web page');
  });

  test('more of them than there are sockets do not keep later requests waiting', async () => {
    const sts = scannedClient(STSClient, settings, new RequestLog());
    replies = [{ status: 200, body: PAGE }];
    const asked = Array.from({ length: 60 }, () => sts.send(new GetCallerIdentityCommand({})));
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
    replies = [{ status: 200, body: IDENTITY }];
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('111122223333');
  }, 4_000);

  test('with a 5xx status it is tried again, and each try is counted', async () => {
    replies = [
      { status: 502, body: PAGE },
      { status: 200, body: IDENTITY },
    ];
    const log = new RequestLog();
    const { Account } = await scannedClient(STSClient, settings, log).send(new GetCallerIdentityCommand({}));
    expect(Account).toBe('111122223333');
    expect(log.byOperation).toEqual({ 'STS.GetCallerIdentity': 2 });
  });
});

test('a target has one client a service and Region, in its own Region unless another is named', async () => {
  const { client } = targetClients('eu-west-1', settings.credentials, new RequestLog());
  expect(await client(EC2Client).config.region()).toBe('eu-west-1');
  expect(await client(EC2Client, 'us-east-1').config.region()).toBe('us-east-1');
  expect(client(EC2Client, 'us-east-1')).toBe(client(EC2Client, 'us-east-1'));
  expect(client(EC2Client, 'eu-west-1')).toBe(client(EC2Client));
  expect(client(STSClient)).not.toBe(client(EC2Client));
});
