import { createHash, createPublicKey, verify } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { useMoto } from '../../test/support/moto.ts';
import { evidenceContract, storeContract } from '../../test/support/store-contract.ts';
import type { RunEvent } from '../domain/event.ts';
import type { TargetResult } from '../domain/run.ts';
import { connect, deploymentNames } from './deployment.ts';
import { dynamoStore } from './dynamodb.ts';
import { eventBridgeAnnouncer } from './eventbridge.ts';
import { kmsSigner } from './kms.ts';
import { createResources } from './resources.ts';
import { s3Evidence } from './s3.ts';

useMoto();
let made = 0;
const fresh = async () => {
  made += 1;
  return connect(await createResources(`test-${made}`));
};

storeContract('DynamoDB', async () => (await fresh()).store);
evidenceContract('S3', async () => (await fresh()).evidence);

test('a heartbeat alone is written without a transaction, which is charged twice', async () => {
  const dynamodb = mockClient(DynamoDBDocumentClient);
  dynamodb.on(UpdateCommand).resolves({}).on(TransactWriteCommand).resolves({});
  const target = { account: '111111111111', region: 'eu-west-1' };
  const store = dynamoStore(new DynamoDBClient({}), 'table');
  expect(await store.commit(target, 0, [], {} as TargetResult)).toBe(true);
  dynamodb.restore();
  expect(dynamodb.commandCalls(UpdateCommand)).toHaveLength(1);
  expect(dynamodb.commandCalls(TransactWriteCommand)).toHaveLength(0);
});

test('KMS signs what its public key verifies', async () => {
  const { signer } = await fresh();
  const bytes = Buffer.alloc(4_000, 'evidence');
  const { signature, keyId } = await signer.sign(bytes);
  const key = await signer.publicKey();
  expect(keyId).toContain(key.keyId);
  expect(verify('sha256', bytes, createPublicKey(key.pem), signature)).toBe(true);
  expect(verify('sha256', Buffer.from('other'), createPublicKey(key.pem), signature)).toBe(false);
});

test('what KMS does not take as a message is hashed first', async () => {
  const kms = mockClient(KMSClient);
  kms.on(SignCommand).resolves({ KeyId: 'key', Signature: Buffer.of(1) });
  const bytes = Buffer.alloc(5_000, 'evidence');
  await kmsSigner('key', new KMSClient({})).sign(bytes);
  kms.restore();
  expect(kms.commandCalls(SignCommand)[0]?.args[0].input).toMatchObject({
    MessageType: 'DIGEST',
    Message: createHash('sha256').update(bytes).digest(),
  });
});

test('a deployment whose names are not set says which', () => {
  expect(() => deploymentNames({ VOUCH_TABLE: 't', VOUCH_BUCKET: 'b' })).toThrow(
    'VOUCH_SIGNING_KEY, VOUCH_EVENT_BUS must be set',
  );
});

describe('the event bus', () => {
  const announcement = {
    type: 'Run Sealed',
    time: '2026-11-01T06:00:00Z',
    detail: {} as RunEvent,
  } as const;
  const bus = mockClient(EventBridgeClient);

  test('what EventBridge did not take is put again, and only that', async () => {
    bus.reset();
    bus
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }] })
      .resolves({ Entries: [{ EventId: '2' }] });
    await eventBridgeAnnouncer('bus', new EventBridgeClient({})).announce([announcement, announcement]);
    expect(bus.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries?.length)).toEqual([
      2, 1,
    ]);
  });

  test('what it never takes is an error that counts', async () => {
    bus.reset();
    bus.on(PutEventsCommand).resolves({ Entries: [{ ErrorCode: 'InternalFailure' }] });
    await expect(
      eventBridgeAnnouncer('bus', new EventBridgeClient({})).announce([announcement]),
    ).rejects.toThrow('refused 1 events on bus 4 times: InternalFailure');
  });
});

test('an object is read with the version that S3 gave it, and without where it gives none', async () => {
  const client = mockClient(S3Client);
  const Body = { transformToByteArray: async () => Buffer.from('body') } as never;
  client
    .on(GetObjectCommand)
    .resolvesOnce({ Body, VersionId: '3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY' })
    .resolves({ Body });
  const evidence = s3Evidence(new S3Client({}), 'bucket');
  expect(await evidence.get('seals/1.json')).toMatchObject({
    note: '',
    versionId: '3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY',
  });
  expect(await evidence.get('seals/1.json')).toMatchObject({ versionId: null });
});
