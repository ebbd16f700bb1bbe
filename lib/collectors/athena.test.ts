import {
  AthenaClient,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  ListWorkGroupsCommand,
} from '@aws-sdk/client-athena';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { workGroup } from './athena.ts';

const athena = mockClient(AthenaClient);
const ARN = 'arn:aws:athena:eu-west-1:111122223333:workgroup/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const PRIMARY = { Name: 'primary', State: 'ENABLED' } as const;
const settings = (PublishCloudWatchMetricsEnabled?: boolean) => ({
  WorkGroup: { Name: 'any', Configuration: { PublishCloudWatchMetricsEnabled } },
});

beforeEach(() => {
  athena.reset();
});

test('workgroups of every page say whether they publish metrics', async () => {
  athena
    .on(ListWorkGroupsCommand, { NextToken: undefined })
    .resolves({ WorkGroups: [PRIMARY, { Name: 'off', State: 'DISABLED' }], NextToken: 'more' })
    .on(ListWorkGroupsCommand, { NextToken: 'more' })
    .resolves({ WorkGroups: [{ Name: 'secret', State: 'ENABLED' }, { Name: 'odd' }] })
    .on(ListQueryExecutionsCommand, { WorkGroup: 'primary', MaxResults: 1 })
    .resolves({ QueryExecutionIds: ['1'], NextToken: 'more' })
    .on(GetWorkGroupCommand, { WorkGroup: 'primary' })
    .resolves(settings(true))
    .on(GetWorkGroupCommand, { WorkGroup: 'off' })
    .resolves(settings(false))
    .on(GetWorkGroupCommand, { WorkGroup: 'secret' })
    .rejects(denied)
    .on(GetWorkGroupCommand, { WorkGroup: 'odd' })
    .resolves(settings());
  expect(await collectAll(workGroup)).toMatchObject({
    [`${ARN}primary`]: { enabled: seen(true), publishesMetrics: seen(true) },
    [`${ARN}off`]: { enabled: seen(false), publishesMetrics: seen(false) },
    [`${ARN}secret`]: { publishesMetrics: { unseen: { kind: 'denied' } } },
    [`${ARN}odd`]: {
      enabled: { unseen: { kind: 'failed' } },
      publishesMetrics: { unseen: { kind: 'failed' } },
    },
  });
});

test('the workgroup of every account costs one request where nobody queries', async () => {
  athena
    .on(ListWorkGroupsCommand)
    .resolves({ WorkGroups: [PRIMARY] })
    .on(ListQueryExecutionsCommand)
    .resolves({ QueryExecutionIds: [] });
  expect(await collectAll(workGroup)).toEqual({
    [`${ARN}primary`]: { enabled: seen(true), publishesMetrics: seen(null) },
  });
  expect(athena.calls()).toHaveLength(2);
});

test('a refused listing throws', async () => {
  athena.on(ListWorkGroupsCommand).rejects(denied);
  await expect(collectAll(workGroup)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'athena:ListWorkGroups' },
  });
});
