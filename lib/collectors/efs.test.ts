import { DescribeBackupPolicyCommand, DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { mockNoBackups, NO_BACKUP } from '../../test/support/no-backups.ts';
import { fileSystem } from './efs.ts';

mockNoBackups();
const efs = mockClient(EFSClient);
const ARN = 'arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/';
const seen = (value: unknown) => ({ seen: true, value });
const named = (name: string) => Object.assign(new Error('no'), { name });
const found = (id: string, settings: object = {}) => ({
  OwnerId: '111122223333',
  CreationToken: id,
  FileSystemId: id,
  FileSystemArn: `${ARN}${id}`,
  CreationTime: new Date('2026-10-22T06:00:00Z'),
  LifeCycleState: 'available' as const,
  NumberOfMountTargets: 3,
  SizeInBytes: { Value: 6144 },
  PerformanceMode: 'generalPurpose' as const,
  Encrypted: true,
  Tags: [{ Key: 'stage', Value: 'prod' }],
  ...settings,
});

beforeEach(() => {
  efs.reset();
});

test('file systems of every page; a missing backup policy means that there are no automatic backups', async () => {
  efs
    .on(DescribeFileSystemsCommand)
    .resolves({ FileSystems: [found('fs-1')], NextMarker: 'more' })
    .on(DescribeFileSystemsCommand, { Marker: 'more' })
    .resolves({
      FileSystems: [
        found('fs-2', {
          Encrypted: false,
          NumberOfMountTargets: 1,
          AvailabilityZoneName: 'eu-west-1a',
          FileSystemProtection: { ReplicationOverwriteProtection: 'ENABLED' },
        }),
        found('fs-3', { FileSystemProtection: { ReplicationOverwriteProtection: 'REPLICATING' } }),
      ],
    })
    .on(DescribeBackupPolicyCommand, { FileSystemId: 'fs-1' })
    .resolves({ BackupPolicy: { Status: 'ENABLED' } })
    .on(DescribeBackupPolicyCommand, { FileSystemId: 'fs-2' })
    .rejects(named('PolicyNotFound'))
    .on(DescribeBackupPolicyCommand, { FileSystemId: 'fs-3' })
    .resolves({ BackupPolicy: { Status: 'DISABLING' } });
  const regional = {
    encrypted: seen(true),
    automaticBackups: seen(true),
    replica: seen(false),
    onlyZone: seen(null),
    mountTargets: seen(3),
    ageDays: seen(10),
    tags: seen({ stage: 'prod' }),
    awsBackup: seen(NO_BACKUP),
  };
  expect(await collectAll(fileSystem)).toEqual({
    [`${ARN}fs-1`]: regional,
    [`${ARN}fs-2`]: {
      ...regional,
      encrypted: seen(false),
      automaticBackups: seen(false),
      onlyZone: seen('eu-west-1a'),
      mountTargets: seen(1),
    },
    [`${ARN}fs-3`]: { ...regional, automaticBackups: seen(false), replica: seen(true) },
  });
});

test('what the replies lack, or is refused, is unseen', async () => {
  efs
    .on(DescribeFileSystemsCommand)
    .resolves({ FileSystems: [found('fs-1', { Encrypted: undefined }), found('fs-2')] })
    .on(DescribeBackupPolicyCommand, { FileSystemId: 'fs-1' })
    .resolves({})
    .on(DescribeBackupPolicyCommand, { FileSystemId: 'fs-2' })
    .rejects(named('AccessDeniedException'));
  const action = 'elasticfilesystem:DescribeBackupPolicy';
  expect(await collectAll(fileSystem)).toMatchObject({
    [`${ARN}fs-1`]: {
      encrypted: { unseen: { kind: 'failed', action: 'elasticfilesystem:DescribeFileSystems' } },
      automaticBackups: { unseen: { kind: 'failed', action } },
    },
    [`${ARN}fs-2`]: { automaticBackups: { unseen: { kind: 'denied', action } } },
  });
});

test('a refused listing throws', async () => {
  efs.on(DescribeFileSystemsCommand).rejects(named('AccessDeniedException'));
  await expect(collectAll(fileSystem)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'elasticfilesystem:DescribeFileSystems' },
  });
});
