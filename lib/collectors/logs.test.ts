import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeResourcePoliciesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { logGroup, resourcePolicy } from './logs.ts';

const logs = mockClient(CloudWatchLogsClient);
afterEach(() => {
  logs.reset();
});

const ARN = 'arn:aws:logs:eu-west-1:111122223333:log-group:';

test('log groups of every page, with and without a retention', async () => {
  logs
    .on(DescribeLogGroupsCommand)
    .resolves({
      logGroups: [
        {
          logGroupArn: `${ARN}a`,
          arn: `${ARN}a:*`,
          logGroupClass: 'STANDARD',
          retentionInDays: 30,
          kmsKeyId: 'key',
        },
      ],
      nextToken: 'more',
    })
    .on(DescribeLogGroupsCommand, { nextToken: 'more' })
    .resolves({ logGroups: [{ logGroupArn: `${ARN}b`, arn: `${ARN}b:*` }] });
  expect(await collectAll(logGroup)).toEqual({
    [`${ARN}a`]: {
      logClass: { seen: true, value: 'STANDARD' },
      retentionDays: { seen: true, value: 30 },
      kmsKeyId: { seen: true, value: 'key' },
    },
    [`${ARN}b`]: {
      logClass: { seen: true, value: null },
      retentionDays: { seen: true, value: null },
      kmsKeyId: { seen: true, value: null },
    },
  });
});

test('a refused listing is not an empty one', async () => {
  logs
    .on(DescribeLogGroupsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(collectAll(logGroup)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'logs:DescribeLogGroups' },
  });
});

test('resource policies of every page; one without a document is unseen', async () => {
  const arn = 'arn:aws:logs:eu-west-1:111122223333:resource-policy:';
  logs
    .on(DescribeResourcePoliciesCommand)
    .resolves({
      resourcePolicies: [{ policyName: 'a', policyDocument: '{"Statement":[]}' }],
      nextToken: 'more',
    })
    .on(DescribeResourcePoliciesCommand, { nextToken: 'more' })
    .resolves({ resourcePolicies: [{ policyName: 'b' }] });
  expect(await collectAll(resourcePolicy)).toMatchObject({
    [`${arn}a`]: { policy: { seen: true, value: { statements: [] } } },
    [`${arn}b`]: { policy: { unseen: { kind: 'failed', action: 'logs:DescribeResourcePolicies' } } },
  });
});
