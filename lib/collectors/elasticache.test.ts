import { DescribeReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { replicationGroup } from './elasticache.ts';

const elasticache = mockClient(ElastiCacheClient);
const ARN = 'arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:';
const seen = (value: unknown) => ({ seen: true, value });
const found = (name: string, settings: object = {}) => ({
  ARN: `${ARN}${name}`,
  AtRestEncryptionEnabled: true,
  TransitEncryptionEnabled: true,
  SnapshotRetentionLimit: 7,
  AutomaticFailover: 'enabled' as const,
  MultiAZ: 'enabled' as const,
  ...settings,
});

beforeEach(() => {
  elasticache.reset();
});

test('replication groups of every page', async () => {
  elasticache
    .on(DescribeReplicationGroupsCommand)
    .resolves({ ReplicationGroups: [found('sessions')], Marker: 'more' })
    .on(DescribeReplicationGroupsCommand, { Marker: 'more' })
    .resolves({
      ReplicationGroups: [
        found('plain', {
          AtRestEncryptionEnabled: false,
          TransitEncryptionEnabled: false,
          SnapshotRetentionLimit: 0,
          GlobalReplicationGroupInfo: {},
          AutomaticFailover: 'enabling',
          MultiAZ: 'disabled',
        }),
        found('copy', {
          TransitEncryptionMode: 'preferred',
          GlobalReplicationGroupInfo: {
            GlobalReplicationGroupId: 'ldgnf-all',
            GlobalReplicationGroupMemberRole: 'SECONDARY',
          },
        }),
        found('origin', {
          TransitEncryptionMode: 'required',
          GlobalReplicationGroupInfo: {
            GlobalReplicationGroupId: 'ldgnf-all',
            GlobalReplicationGroupMemberRole: 'PRIMARY',
          },
        }),
      ],
    });
  const sessions = {
    encryptedAtRest: seen(true),
    tls: seen('required'),
    snapshotRetentionDays: seen(7),
    copyOf: seen(null),
    automaticFailover: seen(true),
    multiAz: seen(true),
  };
  expect(await collectAll(replicationGroup)).toEqual({
    [`${ARN}sessions`]: sessions,
    [`${ARN}plain`]: {
      encryptedAtRest: seen(false),
      tls: seen(null),
      snapshotRetentionDays: seen(0),
      copyOf: seen(null),
      automaticFailover: seen(false),
      multiAz: seen(false),
    },
    [`${ARN}copy`]: { ...sessions, tls: seen('preferred'), copyOf: seen('ldgnf-all') },
    [`${ARN}origin`]: sessions,
  });
});

test.each([
  ['sse-elasticache', false, true],
  ['sse-kms', true, true],
  ['none', false, false],
] as const)('storage of type %s, asked for %s: encrypted %s', async (type, asked, expected) => {
  const storage = { StorageEncryptionType: type, AtRestEncryptionEnabled: asked };
  elasticache
    .on(DescribeReplicationGroupsCommand)
    .resolves({ ReplicationGroups: [found('sessions', storage)] });
  expect(await collectAll(replicationGroup, { facts: ['encryptedAtRest'] })).toEqual({
    [`${ARN}sessions`]: { encryptedAtRest: seen(expected) },
  });
});

test('what the reply lacks is unseen', async () => {
  elasticache.on(DescribeReplicationGroupsCommand).resolves({ ReplicationGroups: [{ ARN: `${ARN}bare` }] });
  const failed = { unseen: { kind: 'failed', action: 'elasticache:DescribeReplicationGroups' } };
  expect(await collectAll(replicationGroup)).toMatchObject({
    [`${ARN}bare`]: {
      encryptedAtRest: failed,
      tls: failed,
      snapshotRetentionDays: failed,
      copyOf: seen(null),
      automaticFailover: failed,
      multiAz: failed,
    },
  });
});

test('a refused listing throws', async () => {
  elasticache
    .on(DescribeReplicationGroupsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(collectAll(replicationGroup)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'elasticache:DescribeReplicationGroups' },
  });
});
