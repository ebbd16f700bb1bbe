import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { UnseenKind } from '../domain/observed.ts';
import { classify } from './failure.ts';

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}
let reply: Reply;
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(reply.status, { 'content-type': reply.type });
    response.end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const settings = () => ({
  endpoint,
  region: 'eu-west-1',
  maxAttempts: 1,
  forcePathStyle: true,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** One protocol each: JSON, EC2's XML, query XML, REST XML. */
const PROTOCOLS = {
  json: {
    send: () => new DynamoDBClient(settings()).send(new ListTablesCommand({})),
    error: (status: number, code: string) => ({
      status,
      type: 'application/x-amz-json-1.0',
      body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: 'made up' }),
    }),
  },
  ec2: {
    send: () => new EC2Client(settings()).send(new DescribeVpcsCommand({})),
    error: (status: number, code: string) => ({
      status,
      type: 'text/xml',
      body: `<Response><Errors><Error><Code>${code}</Code><Message>made up</Message></Error></Errors><RequestID>1</RequestID></Response>`,
    }),
  },
  query: {
    send: () => new IAMClient(settings()).send(new ListUsersCommand({})),
    error: (status: number, code: string) => ({
      status,
      type: 'text/xml',
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>made up</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    }),
  },
  s3: {
    send: () => new S3Client(settings()).send(new GetBucketPolicyCommand({ Bucket: 'bucket' })),
    error: (status: number, code: string) => ({
      status,
      type: 'application/xml',
      body: `<Error><Code>${code}</Code><Message>made up</Message></Error>`,
    }),
  },
} as const;
type Protocol = keyof typeof PROTOCOLS;

const outcome = async (protocol: Protocol) => {
  try {
    await PROTOCOLS[protocol].send();
  } catch (error) {
    return classify(error, 'service:Action');
  }
  throw new Error('the request did not fail');
};

describe('what AWS answers, classified', () => {
  test.each<[Protocol, number, string, UnseenKind]>([
    ['json', 400, 'AccessDeniedException', 'denied'],
    ['ec2', 403, 'UnauthorizedOperation', 'denied'],
    ['query', 403, 'AccessDenied', 'denied'],
    ['s3', 403, 'AccessDenied', 'denied'],
    ['query', 403, 'InvalidClientTokenId', 'denied'],
    ['json', 400, 'ExpiredTokenException', 'denied'],
    ['query', 403, 'SomethingNew', 'denied'],
    ['json', 400, 'ThrottlingException', 'throttled'],
    ['ec2', 503, 'RequestLimitExceeded', 'throttled'],
    ['query', 400, 'Throttling', 'throttled'],
    ['s3', 503, 'SlowDown', 'throttled'],
    ['json', 400, 'UnknownOperationException', 'unsupported'],
    ['ec2', 401, 'OptInRequired', 'unsupported'],
    ['query', 400, 'InvalidAction', 'unsupported'],
    ['s3', 404, 'NoSuchBucket', 'gone'],
    ['json', 400, 'ResourceNotFoundException', 'gone'],
    ['ec2', 400, 'InvalidVolume.NotFound', 'gone'],
    ['json', 500, 'InternalServerError', 'failed'],
    ['query', 500, 'ServiceFailure', 'failed'],
    ['json', 400, 'ValidationException', 'failed'],
  ])('%s %d %s is %s', async (protocol, status, code, kind) => {
    reply = PROTOCOLS[protocol].error(status, code);
    expect(await outcome(protocol)).toMatchObject({
      kind,
      action: 'service:Action',
      message: expect.stringContaining(code),
    });
  });

  test.each(Object.keys(PROTOCOLS) as Protocol[])(
    '%s: a reply that is no document is a failed read that says so',
    async (protocol) => {
      for (const status of [404, 502]) {
        reply = {
          status,
          type: 'text/html',
          body: '<!doctype html><html><body><h1>Gateway</h1><br></body></html>',
        };
        const { kind, message } = await outcome(protocol);
        expect(kind).toBe('failed');
        expect(message).toContain(String(status));
      }
    },
  );

  test('a refused connection is a failed read', async () => {
    const lost = new DynamoDBClient({ ...settings(), endpoint: 'http://127.0.0.1:1' });
    const error = await lost.send(new ListTablesCommand({})).catch((thrown: unknown) => thrown);
    expect(classify(error, 'dynamodb:ListTables')).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
