import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { stateMachine } from './stepfunctions.ts';

const sfn = mockClient(SFNClient);
const arn = (name: string) => `arn:aws:states:eu-west-1:111122223333:stateMachine:${name}`;
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const listed = (name: string) => ({
  stateMachineArn: arn(name),
  name,
  type: 'STANDARD' as const,
  creationDate: new Date('2026-10-01T00:00:00Z'),
});
const only = (name: string) => ({ stateMachineArn: arn(name), includedData: 'METADATA_ONLY' as const });

beforeEach(() => {
  sfn.reset();
});

test('state machines of every page have their log level, without their definition', async () => {
  const described = (name: string, more: object = {}) => ({
    ...listed(name),
    definition: '{}',
    roleArn: 'arn:aws:iam::111122223333:role/r',
    ...more,
  });
  sfn
    .on(ListStateMachinesCommand, { maxResults: 1000, nextToken: undefined })
    .resolves({ stateMachines: [listed('a')], nextToken: 'more' })
    .on(ListStateMachinesCommand, { maxResults: 1000, nextToken: 'more' })
    .resolves({ stateMachines: [listed('b'), listed('c'), listed('d')] })
    .on(DescribeStateMachineCommand, only('a'))
    .resolves(described('a', { loggingConfiguration: { level: 'ERROR', includeExecutionData: false } }))
    .on(DescribeStateMachineCommand, only('b'))
    .resolves(described('b'))
    .on(DescribeStateMachineCommand, only('c'))
    .rejects(denied)
    .on(DescribeStateMachineCommand, only('d'))
    .resolves({});
  expect(await collectAll(stateMachine)).toMatchObject({
    [arn('a')]: { logLevel: seen('ERROR') },
    [arn('b')]: { logLevel: seen('OFF') },
    [arn('c')]: { logLevel: { unseen: { kind: 'denied', action: 'states:DescribeStateMachine' } } },
    [arn('d')]: { logLevel: { unseen: { kind: 'failed' } } },
  });
});

test('a refused listing throws', async () => {
  sfn.on(ListStateMachinesCommand).rejects(denied);
  await expect(collectAll(stateMachine)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'states:ListStateMachines' },
  });
});
