import {
  DescribeDataRepositoryAssociationsCommand,
  DescribeFileSystemsCommand,
  FSxClient,
} from '@aws-sdk/client-fsx';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { mockNoBackups, NO_BACKUP } from '../../test/support/no-backups.ts';
import { fileSystem } from './fsx.ts';

mockNoBackups();
const fsx = mockClient(FSxClient);
const ARN = 'arn:aws:fsx:eu-west-1:111122223333:file-system/';
const MADE = {
  CreationTime: new Date('2026-10-22T06:00:00Z'),
  Tags: [{ Key: 'stage', Value: 'prod' }],
};
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  fsx.reset();
});

test('file systems of every page and kind', async () => {
  fsx
    .on(DescribeFileSystemsCommand)
    .resolves({
      FileSystems: [
        {
          ...MADE,
          ResourceARN: `${ARN}windows`,
          FileSystemType: 'WINDOWS',
          WindowsConfiguration: { DeploymentType: 'MULTI_AZ_1', AutomaticBackupRetentionDays: 7 },
        },
        {
          ...MADE,
          ResourceARN: `${ARN}ontap`,
          FileSystemType: 'ONTAP',
          OntapConfiguration: { DeploymentType: 'SINGLE_AZ_2', AutomaticBackupRetentionDays: 0 },
        },
      ],
      NextToken: 'more',
    })
    .on(DescribeFileSystemsCommand, { NextToken: 'more' })
    .resolves({
      FileSystems: [
        {
          ...MADE,
          ResourceARN: `${ARN}zfs`,
          FileSystemType: 'OPENZFS',
          OpenZFSConfiguration: { DeploymentType: 'SINGLE_AZ_HA_2', AutomaticBackupRetentionDays: 30 },
        },
        {
          ...MADE,
          ResourceARN: `${ARN}lustre`,
          FileSystemType: 'LUSTRE',
          LustreConfiguration: { DeploymentType: 'PERSISTENT_2', AutomaticBackupRetentionDays: 1 },
        },
      ],
    });
  const facts = (kind: string, backupRetentionDays: number, deployment: string) => ({
    kind: seen(kind),
    backupRetentionDays: seen(backupRetentionDays),
    deployment: seen(deployment),
    ageDays: seen(10),
    tags: seen({ stage: 'prod' }),
    awsBackup: seen(NO_BACKUP),
  });
  expect(await collectAll(fileSystem)).toEqual({
    [`${ARN}windows`]: facts('WINDOWS', 7, 'MULTI_AZ_1'),
    [`${ARN}ontap`]: facts('ONTAP', 0, 'SINGLE_AZ_2'),
    [`${ARN}zfs`]: facts('OPENZFS', 30, 'SINGLE_AZ_HA_2'),
    [`${ARN}lustre`]: facts('LUSTRE', 1, 'PERSISTENT_2'),
  });
  expect(fsx.commandCalls(DescribeDataRepositoryAssociationsCommand)).toHaveLength(0);
});

test.each([
  ['scratch', { DeploymentType: 'SCRATCH_2' }],
  ['linked to a bucket', { DeploymentType: 'PERSISTENT_1', DataRepositoryConfiguration: {} }],
] as const)('FSx makes no backups of a file system of Lustre that is %s', async (_, LustreConfiguration) => {
  fsx.on(DescribeFileSystemsCommand).resolves({
    FileSystems: [{ ResourceARN: `${ARN}lustre`, FileSystemType: 'LUSTRE', LustreConfiguration }],
  });
  expect(await collectAll(fileSystem, { facts: ['backupRetentionDays'] })).toEqual({
    [`${ARN}lustre`]: { backupRetentionDays: seen(null) },
  });
});

test('Lustre without backups is asked once for links to buckets, with which there can be none', async () => {
  fsx
    .on(DescribeFileSystemsCommand)
    .resolves({
      FileSystems: ['fs-1', 'fs-2', 'fs-3'].map((FileSystemId) => ({
        ResourceARN: `${ARN}${FileSystemId}`,
        FileSystemId,
        LustreConfiguration: { DeploymentType: 'PERSISTENT_2', AutomaticBackupRetentionDays: 0 },
      })),
    })
    .on(DescribeDataRepositoryAssociationsCommand)
    .resolves({ Associations: [{ FileSystemId: 'fs-1' }], NextToken: 'more' })
    .on(DescribeDataRepositoryAssociationsCommand, { NextToken: 'more' })
    .resolves({ Associations: [{ FileSystemId: 'fs-3' }] });
  const facts = ['backupRetentionDays'];
  expect(await collectAll(fileSystem, { facts })).toEqual({
    [`${ARN}fs-1`]: { backupRetentionDays: seen(null) },
    [`${ARN}fs-2`]: { backupRetentionDays: seen(0) },
    [`${ARN}fs-3`]: { backupRetentionDays: seen(null) },
  });
  expect(fsx.commandCalls(DescribeDataRepositoryAssociationsCommand)).toHaveLength(2);
  fsx.on(DescribeDataRepositoryAssociationsCommand).rejects(denied);
  const refused = { unseen: { kind: 'denied', action: 'fsx:DescribeDataRepositoryAssociations' } };
  expect(await collectAll(fileSystem, { facts })).toMatchObject({
    [`${ARN}fs-2`]: { backupRetentionDays: refused },
  });
});

test('what the reply lacks is unseen', async () => {
  fsx.on(DescribeFileSystemsCommand).resolves({
    FileSystems: [
      { ResourceARN: `${ARN}bare` },
      { ResourceARN: `${ARN}lustre`, LustreConfiguration: { DeploymentType: 'PERSISTENT_1' } },
    ],
  });
  const failed = { unseen: { kind: 'failed', action: 'fsx:DescribeFileSystems' } };
  const noDays = { unseen: { kind: 'failed', message: expect.stringContaining('lacks') } };
  expect(await collectAll(fileSystem)).toMatchObject({
    [`${ARN}bare`]: { kind: failed, backupRetentionDays: noDays, deployment: failed },
    [`${ARN}lustre`]: { backupRetentionDays: noDays, deployment: seen('PERSISTENT_1') },
  });
});

test('a refused listing throws', async () => {
  fsx.on(DescribeFileSystemsCommand).rejects(denied);
  await expect(collectAll(fileSystem)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'fsx:DescribeFileSystems' },
  });
});
