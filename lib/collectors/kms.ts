import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import { parsePolicy } from '../domain/policy/document.ts';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listKeys = paged('kms:ListKeys', KMSClient, paginateListKeys, (page) => page.Keys);
const describeKey = operation('kms:DescribeKey', KMSClient, DescribeKeyCommand);
const getKeyRotationStatus = operation('kms:GetKeyRotationStatus', KMSClient, GetKeyRotationStatusCommand);
const getKeyPolicy = operation('kms:GetKeyPolicy', KMSClient, GetKeyPolicyCommand);

interface ListedKey {
  readonly arn: string;
  readonly id: string;
}
const byId = (key: ListedKey) => ({ KeyId: key.id });

/** Every key of the account in the Region, AWS-managed ones included. */
export const key = defineCollector(
  {
    type: 'AWS::KMS::Key',
    service: 'kms',
    where: 'region',
    list: {
      uses: [listKeys],
      read: async (aws: Reader): Promise<readonly ListedKey[]> =>
        (await aws(listKeys, {})).map((entry) => ({
          arn: required(entry.KeyArn, 'KeyArn'),
          id: required(entry.KeyId, 'KeyId'),
        })),
    },
  },
  {
    manager: from(describeKey, byId, (reply) => required(reply.KeyMetadata?.KeyManager, 'KeyManager')),
    state: from(describeKey, byId, (reply) => required(reply.KeyMetadata?.KeyState, 'KeyState')),
    spec: from(describeKey, byId, (reply) => required(reply.KeyMetadata?.KeySpec, 'KeySpec')),
    origin: from(describeKey, byId, (reply) => required(reply.KeyMetadata?.Origin, 'Origin')),
    multiRegionReplica: from(
      describeKey,
      byId,
      (reply) => reply.KeyMetadata?.MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA',
    ),
    rotation: {
      uses: [describeKey, getKeyRotationStatus],
      read: async (aws, found) => {
        const { KeyMetadata } = await aws(describeKey, byId(found));
        const spec = required(KeyMetadata?.KeySpec, 'KeySpec');
        const origin = required(KeyMetadata?.Origin, 'Origin');
        // AWS never rotates other keys by itself, and has answered this question about them with an error.
        if (spec !== 'SYMMETRIC_DEFAULT' || origin !== 'AWS_KMS') return { enabled: false, periodDays: null };
        const reply = await aws(getKeyRotationStatus, byId(found));
        return {
          enabled: required(reply.KeyRotationEnabled, 'KeyRotationEnabled'),
          periodDays: reply.RotationPeriodInDays ?? null,
        };
      },
    },
    policy: from(
      getKeyPolicy,
      ({ id }: ListedKey) => ({ KeyId: id, PolicyName: 'default' }),
      (reply) => parsePolicy(required(reply.Policy, 'Policy')),
    ),
  },
);
