import {
  type DirectoryDescription,
  DirectoryServiceClient,
  paginateDescribeDirectories,
} from '@aws-sdk/client-directory-service';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeDirectories = paged(
  'ds:DescribeDirectories',
  DirectoryServiceClient,
  paginateDescribeDirectories,
  (page) => page.DirectoryDescriptions,
);

interface ListedDirectory {
  readonly arn: string;
  readonly directory: DirectoryDescription;
}

/** On their way out: nobody signs in by them any more. */
const GONE = ['Deleting', 'Deleted', 'Failed'];

/** Every directory of the account in the Region. */
export const directory = defineCollector(
  {
    type: 'AWS::DirectoryService::MicrosoftAD',
    service: 'ds',
    where: 'region',
    list: {
      uses: [describeDirectories],
      read: async (aws: Reader): Promise<readonly ListedDirectory[]> =>
        (await aws(describeDirectories, {}))
          .filter(({ Stage }) => !GONE.includes(required(Stage, 'Stage')))
          .map((found) => ({
            arn: `arn:${aws.partition}:ds:${aws.region}:${aws.account}:directory/${required(found.DirectoryId, 'DirectoryId')}`,
            directory: found,
          })),
    },
  },
  {
    type: listed(({ directory }) => required(directory.Type, 'Type')),
    radiusStatus: listed(({ directory }) => directory.RadiusStatus ?? null),
  },
);
