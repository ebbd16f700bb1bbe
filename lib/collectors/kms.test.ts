import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { key } from './kms.ts';

const kms = mockClient(KMSClient);
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

const describe = (KeyId: string, change: Partial<KeyMetadata> = {}) =>
  kms.on(DescribeKeyCommand, { KeyId }).resolves({
    KeyMetadata: {
      KeyId,
      KeyManager: 'CUSTOMER',
      KeyState: 'Enabled',
      KeySpec: 'SYMMETRIC_DEFAULT',
      Origin: 'AWS_KMS',
      ...change,
    },
  });

beforeEach(() => {
  kms.reset();
  kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: 'a', KeyArn: `${ARN}a` }], NextMarker: 'more' });
  kms.on(ListKeysCommand, { Marker: 'more' }).resolves({ Keys: [{ KeyId: 'b', KeyArn: `${ARN}b` }] });
});

test('keys of every page', async () => {
  describe('a');
  describe('b', {
    KeyManager: 'AWS',
    KeyState: 'PendingDeletion',
    MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' },
  });
  kms
    .on(GetKeyRotationStatusCommand, { KeyId: 'a' })
    .resolves({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
  kms.on(GetKeyRotationStatusCommand, { KeyId: 'b' }).resolves({ KeyRotationEnabled: false });
  kms.on(GetKeyPolicyCommand).resolves({ Policy: '{"Statement":[]}' });
  const common = {
    spec: seen('SYMMETRIC_DEFAULT'),
    origin: seen('AWS_KMS'),
    policy: seen({ statements: [] }),
  };
  expect(await collectAll(key)).toEqual({
    [`${ARN}a`]: {
      ...common,
      manager: seen('CUSTOMER'),
      state: seen('Enabled'),
      multiRegionReplica: seen(false),
      rotation: seen({ enabled: true, periodDays: 90 }),
    },
    [`${ARN}b`]: {
      ...common,
      manager: seen('AWS'),
      state: seen('PendingDeletion'),
      multiRegionReplica: seen(true),
      rotation: seen({ enabled: false, periodDays: null }),
    },
  });
});

test('the rotation of keys that AWS cannot rotate is not asked for', async () => {
  describe('a', { KeySpec: 'RSA_2048' });
  describe('b', { Origin: 'AWS_CLOUDHSM' });
  const rotation = seen({ enabled: false, periodDays: null });
  expect(await collectAll(key, { facts: ['rotation'] })).toEqual({
    [`${ARN}a`]: { rotation },
    [`${ARN}b`]: { rotation },
  });
  expect(kms.commandCalls(GetKeyRotationStatusCommand)).toEqual([]);
});

test('what is denied, or not as documented, is unseen', async () => {
  kms.on(DescribeKeyCommand, { KeyId: 'a' }).rejects(denied);
  describe('b');
  kms.on(GetKeyRotationStatusCommand).resolves({});
  kms.on(GetKeyPolicyCommand).rejects(denied);
  const unseen = (kind: string, action: string) => ({ seen: false, unseen: { kind, action } });
  const policy = unseen('denied', 'kms:GetKeyPolicy');
  const describing = unseen('denied', 'kms:DescribeKey');
  expect(await collectAll(key, { facts: ['manager', 'rotation', 'policy'] })).toMatchObject({
    [`${ARN}a`]: { manager: describing, rotation: describing, policy },
    [`${ARN}b`]: { manager: seen('CUSTOMER'), rotation: { seen: false, unseen: { kind: 'failed' } }, policy },
  });
});
