import { DataSyncClient, DescribeTaskCommand, ListTasksCommand } from '@aws-sdk/client-datasync';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { task } from './datasync.ts';

const datasync = mockClient(DataSyncClient);
const arn = (id: string) => `arn:aws:datasync:eu-west-1:111122223333:task/task-${id}`;
const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/datasync:*';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  datasync.reset();
});

test('tasks of every page have log group and level by one request each', async () => {
  datasync
    .on(ListTasksCommand, { MaxResults: 100, NextToken: undefined })
    .resolves({ Tasks: [{ TaskArn: arn('1') }], NextToken: 'more' })
    .on(ListTasksCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({ Tasks: [{ TaskArn: arn('2') }, { TaskArn: arn('3') }, { TaskArn: arn('4') }] })
    .on(DescribeTaskCommand, { TaskArn: arn('1') })
    .resolves({ TaskArn: arn('1'), CloudWatchLogGroupArn: GROUP, Options: { LogLevel: 'TRANSFER' } })
    .on(DescribeTaskCommand, { TaskArn: arn('2') })
    .resolves({ TaskArn: arn('2'), Options: { LogLevel: 'OFF' } })
    .on(DescribeTaskCommand, { TaskArn: arn('3') })
    .rejects(denied)
    .on(DescribeTaskCommand, { TaskArn: arn('4') })
    .resolves({});
  const refused = { unseen: { kind: 'denied', action: 'datasync:DescribeTask' } };
  const failed = { unseen: { kind: 'failed' } };
  expect(await collectAll(task)).toMatchObject({
    [arn('1')]: { logGroup: seen(GROUP), logLevel: seen('TRANSFER') },
    [arn('2')]: { logGroup: seen(null), logLevel: seen('OFF') },
    [arn('3')]: { logGroup: refused, logLevel: refused },
    [arn('4')]: { logGroup: failed, logLevel: failed },
  });
  expect(datasync.commandCalls(DescribeTaskCommand)).toHaveLength(4);
});

test('a refused listing throws', async () => {
  datasync.on(ListTasksCommand).rejects(denied);
  await expect(collectAll(task)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'datasync:ListTasks' },
  });
});
