import {
  type FileSystem,
  FSxClient,
  paginateDescribeDataRepositoryAssociations,
  paginateDescribeFileSystems,
} from '@aws-sdk/client-fsx';
import { awsBackup } from './backup-coverage.ts';
import { ageInDays, defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import { tagsOf } from './tags.ts';

const describeFileSystems = paged(
  'fsx:DescribeFileSystems',
  FSxClient,
  paginateDescribeFileSystems,
  (page) => page.FileSystems,
);
const describeAssociations = paged(
  'fsx:DescribeDataRepositoryAssociations',
  FSxClient,
  paginateDescribeDataRepositoryAssociations,
  (page) => page.Associations,
);

/** Each kind of file system has its settings in a member of its own. */
const settingsOf = ({
  WindowsConfiguration,
  LustreConfiguration,
  OntapConfiguration,
  OpenZFSConfiguration,
}: FileSystem) =>
  required(
    WindowsConfiguration ?? LustreConfiguration ?? OntapConfiguration ?? OpenZFSConfiguration,
    'the configuration of the file system',
  );

interface ListedFileSystem {
  readonly arn: string;
  readonly fileSystem: FileSystem;
}

/** Every file system of FSx in the Region. FSx encrypts them all, so that there is nothing to ask about it. */
export const fileSystem = defineCollector(
  {
    type: 'AWS::FSx::FileSystem',
    service: 'fsx',
    where: 'region',
    list: {
      uses: [describeFileSystems],
      read: async (aws: Reader): Promise<readonly ListedFileSystem[]> =>
        (await aws(describeFileSystems, {})).map((fileSystem) => ({
          arn: required(fileSystem.ResourceARN, 'ResourceARN'),
          fileSystem,
        })),
    },
  },
  {
    kind: listed(({ fileSystem }) => required(fileSystem.FileSystemType, 'FileSystemType')),
    backupRetentionDays: {
      uses: [describeAssociations],
      // Of Lustre, scratch file systems and those linked to a bucket, in the old way or the new, have no backups.
      // https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateBackup.html
      read: async (aws, { fileSystem }) => {
        const { FileSystemId, LustreConfiguration: lustre } = fileSystem;
        if (lustre?.DeploymentType?.startsWith('SCRATCH') || lustre?.DataRepositoryConfiguration) return null;
        const days = required(
          settingsOf(fileSystem).AutomaticBackupRetentionDays,
          'AutomaticBackupRetentionDays',
        );
        if (!lustre || days > 0) return days;
        const linked = (await aws(describeAssociations, {})).map((association) => association.FileSystemId);
        return linked.includes(required(FileSystemId, 'FileSystemId')) ? null : days;
      },
    },
    deployment: listed(({ fileSystem }) => required(settingsOf(fileSystem).DeploymentType, 'DeploymentType')),
    ageDays: listed(({ fileSystem }, aws) =>
      ageInDays(aws, required(fileSystem.CreationTime, 'CreationTime')),
    ),
    tags: listed(({ fileSystem }) => tagsOf(fileSystem.Tags)),
    awsBackup: awsBackup(({ fileSystem }: ListedFileSystem) => tagsOf(fileSystem.Tags)),
  },
);
