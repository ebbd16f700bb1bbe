import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { identify, proveIdentity } from './identity.ts';

const CLAIM = createHash('sha256').update('approve').digest('hex');
const SECRET = 'wJalrXUtnFEMI';
const HOUR = 3_600_000;
let server: Server;
const before = { ...process.env };
let now = () => Date.now();

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/**
 * Checks a signature as AWS documents it, and answers as STS does; the emulator takes any.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
async function sts(request: import('node:http').IncomingMessage): Promise<[number, string]> {
  const body = await text(request);
  const { authorization = '', 'x-amz-date': date = '' } = request.headers as Record<string, string>;
  const [, scope = '', signed = '', signature] =
    /Credential=AKIAALICE\/(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(authorization) ?? [];
  const headers = signed.split(';').map((name) => `${name}:${request.headers[name]}\n`);
  const canonical = ['POST', '/', '', `${headers.join('')}`, signed, sha256(body)].join('\n');
  const [day = '', region = '', service = ''] = scope.split('/');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const error = (code: string): [number, string] => [
    403,
    `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
  ];
  if (hmac(key, toSign).toString('hex') !== signature) return error('SignatureDoesNotMatch');
  const signedAt = date.replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:');
  if (Math.abs(now() - Date.parse(signedAt)) > HOUR / 4) return error('SignatureDoesNotMatch');
  return [
    200,
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/alice</Arn><UserId>AIDAALICE</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
  ];
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const [status, body] = await sts(request);
    response.writeHead(status, { 'x-amzn-requestid': 'request' }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAALICE',
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_SESSION_TOKEN: 'token',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
});

test('AWS says who signed, though another asks; no secret is handed on', async () => {
  const proof = await proveIdentity(CLAIM);
  process.env.AWS_ACCESS_KEY_ID = 'AKIASOMEBODYELSE';
  expect(await identify(proof, CLAIM)).toEqual({
    arn: 'arn:aws:iam::111122223333:user/alice',
    account: '111122223333',
    userId: 'AIDAALICE',
    requestId: 'request',
  });
  process.env.AWS_ACCESS_KEY_ID = 'AKIAALICE';
  expect(JSON.stringify(proof)).not.toContain(SECRET);
});

describe('a proof is good for nothing else', () => {
  const refused = (message: RegExp) => ({ name: 'Refusal', message: expect.stringMatching(message) });

  test('than what it was made for', async () => {
    const proof = await proveIdentity(CLAIM);
    await expect(identify(proof, sha256('revoke'))).rejects.toMatchObject(
      refused(/does not confirm who asks: SignatureDoesNotMatch/),
    );
  });

  test('than today', async () => {
    const proof = await proveIdentity(CLAIM);
    now = () => Date.now() + HOUR;
    await expect(identify(proof, CLAIM)).rejects.toMatchObject(refused(/SignatureDoesNotMatch/));
    now = () => Date.now();
  });

  test('when it was signed for AWS alone, or not at all', async () => {
    const { authorization = '', ...proof } = await proveIdentity(CLAIM);
    const unbound = authorization.replace(';x-vouch-claim', '');
    for (const other of [{ ...proof, authorization: unbound }, proof])
      await expect(identify(other, CLAIM)).rejects.toMatchObject(refused(/not bound to it/));
  });

  test('and other headers are not sent', async () => {
    const proof = await proveIdentity(CLAIM);
    const smuggled = { ...proof, host: 'example.com', accept: 'application/json', 'x-vouch-claim': 'x' };
    expect(await identify(smuggled, CLAIM)).toMatchObject({ account: '111122223333' });
  });
});

test('when AWS does not answer, it is not said that it refused', async () => {
  const proof = await proveIdentity(CLAIM);
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  await expect(identify(proof, CLAIM)).rejects.not.toMatchObject({ name: 'Refusal' });
});
