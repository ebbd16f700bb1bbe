import { DescribeDirectoriesCommand, DirectoryServiceClient } from '@aws-sdk/client-directory-service';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { directory } from './directory-service.ts';

const ds = mockClient(DirectoryServiceClient);
beforeEach(() => {
  ds.reset();
});

const ARN = 'arn:aws:ds:eu-west-1:111122223333:directory/';

test('directories of all pages with their RADIUS servers; those on their way out are left out', async () => {
  ds.on(DescribeDirectoriesCommand)
    .resolves({
      DirectoryDescriptions: [
        { DirectoryId: 'd-1', Stage: 'Active', Type: 'MicrosoftAD', RadiusStatus: 'Completed' },
        { DirectoryId: 'd-2', Stage: 'Deleting', Type: 'MicrosoftAD' },
      ],
      NextToken: 'more',
    })
    .on(DescribeDirectoriesCommand, { NextToken: 'more' })
    .resolves({
      DirectoryDescriptions: [
        { DirectoryId: 'd-3', Stage: 'Impaired', Type: 'SimpleAD' },
        { DirectoryId: 'd-4', Stage: 'Active' },
      ],
    });
  expect(await collectAll(directory)).toMatchObject({
    [`${ARN}d-1`]: { type: { value: 'MicrosoftAD' }, radiusStatus: { value: 'Completed' } },
    [`${ARN}d-3`]: { type: { value: 'SimpleAD' }, radiusStatus: { seen: true, value: null } },
    [`${ARN}d-4`]: { type: { seen: false } },
  });
  expect(ds.calls()).toHaveLength(2);
});

test('a refusal throws, and so does a directory without a stage', async () => {
  ds.on(DescribeDirectoriesCommand).rejects(
    Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
  );
  await expect(collectAll(directory)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ds:DescribeDirectories' },
  });
  ds.on(DescribeDirectoriesCommand).resolves({ DirectoryDescriptions: [{ DirectoryId: 'd-1' }] });
  await expect(collectAll(directory)).rejects.toMatchObject({ unseen: { kind: 'failed' } });
});
