import {
  ElastiCacheClient,
  paginateDescribeReplicationGroups,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeReplicationGroups = paged(
  'elasticache:DescribeReplicationGroups',
  ElastiCacheClient,
  paginateDescribeReplicationGroups,
  (page) => page.ReplicationGroups,
);

interface ListedGroup {
  readonly arn: string;
  readonly group: ReplicationGroup;
}

/** Every replication group of Valkey and Redis OSS in the Region. Serverless caches are always encrypted. */
export const replicationGroup = defineCollector(
  {
    type: 'AWS::ElastiCache::ReplicationGroup',
    service: 'elasticache',
    where: 'region',
    list: {
      uses: [describeReplicationGroups],
      read: async (aws: Reader): Promise<readonly ListedGroup[]> =>
        (await aws(describeReplicationGroups, {})).map((group) => ({
          arn: required(group.ARN, 'ARN'),
          group,
        })),
    },
  },
  {
    // The older member speaks of what was asked for; what is encrypted all the same shows in the type.
    encryptedAtRest: listed(({ group: { StorageEncryptionType, AtRestEncryptionEnabled } }) =>
      StorageEncryptionType
        ? StorageEncryptionType !== 'none'
        : required(AtRestEncryptionEnabled, 'AtRestEncryptionEnabled'),
    ),
    // Engines that know no other mode do not name it.
    tls: listed(({ group }) =>
      required(group.TransitEncryptionEnabled, 'TransitEncryptionEnabled')
        ? (group.TransitEncryptionMode ?? 'required')
        : null,
    ),
    snapshotRetentionDays: listed(({ group }) =>
      required(group.SnapshotRetentionLimit, 'SnapshotRetentionLimit'),
    ),
    copyOf: listed(({ group: { GlobalReplicationGroupInfo: global } }) =>
      global?.GlobalReplicationGroupMemberRole === 'SECONDARY'
        ? required(global.GlobalReplicationGroupId, 'GlobalReplicationGroupId')
        : null,
    ),
    automaticFailover: listed(
      ({ group }) => required(group.AutomaticFailover, 'AutomaticFailover') === 'enabled',
    ),
    multiAz: listed(({ group }) => required(group.MultiAZ, 'MultiAZ') === 'enabled'),
  },
);
