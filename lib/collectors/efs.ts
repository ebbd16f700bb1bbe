import {
  DescribeBackupPolicyCommand,
  EFSClient,
  type FileSystemDescription,
  paginateDescribeFileSystems,
} from '@aws-sdk/client-efs';
import { awsBackup } from './backup-coverage.ts';
import { ageInDays, defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';
import { tagsOf } from './tags.ts';

const describeFileSystems = paged(
  'elasticfilesystem:DescribeFileSystems',
  EFSClient,
  paginateDescribeFileSystems,
  (page) => page.FileSystems,
);
const describeBackupPolicy = operation(
  'elasticfilesystem:DescribeBackupPolicy',
  EFSClient,
  DescribeBackupPolicyCommand,
  ['PolicyNotFound'],
);

interface ListedFileSystem {
  readonly arn: string;
  readonly fileSystem: FileSystemDescription;
}

/** Every file system of EFS in the Region. */
export const fileSystem = defineCollector(
  {
    type: 'AWS::EFS::FileSystem',
    service: 'elasticfilesystem',
    where: 'region',
    list: {
      uses: [describeFileSystems],
      read: async (aws: Reader): Promise<readonly ListedFileSystem[]> =>
        (await aws(describeFileSystems, {})).map((fileSystem) => ({
          arn: required(fileSystem.FileSystemArn, 'FileSystemArn'),
          fileSystem,
        })),
    },
  },
  {
    encrypted: listed(({ fileSystem }) => required(fileSystem.Encrypted, 'Encrypted')),
    automaticBackups: from(
      describeBackupPolicy,
      ({ fileSystem }: ListedFileSystem) => ({ FileSystemId: fileSystem.FileSystemId }),
      (reply) => reply !== null && required(reply.BackupPolicy?.Status, 'Status') === 'ENABLED',
    ),
    replica: listed(
      ({ fileSystem }) => fileSystem.FileSystemProtection?.ReplicationOverwriteProtection === 'REPLICATING',
    ),
    onlyZone: listed(({ fileSystem }) => fileSystem.AvailabilityZoneName || null),
    mountTargets: listed(({ fileSystem }) =>
      required(fileSystem.NumberOfMountTargets, 'NumberOfMountTargets'),
    ),
    ageDays: listed(({ fileSystem }, aws) =>
      ageInDays(aws, required(fileSystem.CreationTime, 'CreationTime')),
    ),
    tags: listed(({ fileSystem }) => tagsOf(fileSystem.Tags)),
    awsBackup: awsBackup(({ fileSystem }: ListedFileSystem) => tagsOf(fileSystem.Tags)),
  },
);
