import {
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { secret } from './secretsmanager.ts';

const secrets = mockClient(SecretsManagerClient);
afterEach(() => {
  secrets.reset();
});

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:';
const seen = (value: unknown) => ({ seen: true, value });

test('secrets of every page; their values are never asked for', async () => {
  secrets.on(ListSecretsCommand, { MaxResults: 100 }).resolves({
    SecretList: [
      {
        ARN: `${ARN}a`,
        RotationEnabled: true,
        OwningService: 'rds',
        PrimaryRegion: 'eu-west-1',
        CreatedDate: new Date('2026-01-01T00:00:00Z'),
        LastRotatedDate: new Date('2026-10-20T00:00:00Z'),
        NextRotationDate: new Date('2026-10-30T00:00:00Z'),
      },
    ],
    NextToken: 'more',
  });
  secrets.on(ListSecretsCommand, { MaxResults: 100, NextToken: 'more' }).resolves({
    SecretList: [
      { ARN: `${ARN}b`, PrimaryRegion: 'us-east-1', CreatedDate: new Date('2026-10-31T00:00:00Z') },
    ],
  });
  secrets
    .on(GetResourcePolicyCommand, { SecretId: `${ARN}a` })
    .resolves({ ResourcePolicy: '{"Statement":[]}' });
  secrets.on(GetResourcePolicyCommand, { SecretId: `${ARN}b` }).resolves({ ARN: `${ARN}b` });
  expect(await collectAll(secret)).toEqual({
    [`${ARN}a`]: {
      rotationEnabled: seen(true),
      daysSinceRotation: seen(12),
      daysOverdue: seen(2),
      owningService: seen('rds'),
      replicaOf: seen(null),
      policy: seen({ statements: [] }),
    },
    [`${ARN}b`]: {
      rotationEnabled: seen(false),
      daysSinceRotation: seen(1),
      daysOverdue: seen(null),
      owningService: seen(null),
      replicaOf: seen('us-east-1'),
      policy: seen(null),
    },
  });
  expect(secrets.commandCalls(GetSecretValueCommand)).toEqual([]);
});

test('a denied policy is unseen, not absent', async () => {
  secrets.on(ListSecretsCommand).resolves({ SecretList: [{ ARN: `${ARN}a` }] });
  secrets
    .on(GetResourcePolicyCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  expect((await collectAll(secret))[`${ARN}a`]).toMatchObject({
    rotationEnabled: seen(false),
    daysSinceRotation: { unseen: { kind: 'failed', action: 'secretsmanager:ListSecrets' } },
    policy: { seen: false, unseen: { kind: 'denied', action: 'secretsmanager:GetResourcePolicy' } },
  });
});
