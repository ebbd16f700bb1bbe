import { DescribeBrokerCommand, ListBrokersCommand, MqClient } from '@aws-sdk/client-mq';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { broker } from './mq.ts';

const mq = mockClient(MqClient);
const ARN = 'arn:aws:mq:eu-west-1:111122223333:broker:';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'ForbiddenException' });
const summary = (
  name: string,
  EngineType: 'ACTIVEMQ' | 'RABBITMQ' | 'ActiveMQ',
  BrokerState: 'RUNNING' | 'DELETION_IN_PROGRESS' = 'RUNNING',
) => ({
  BrokerArn: `${ARN}${name}`,
  BrokerId: name,
  BrokerState,
  EngineType: EngineType as 'ACTIVEMQ',
  DeploymentMode: 'SINGLE_INSTANCE' as const,
});
const GeneralLogGroup = '/aws/amazonmq/broker/x/general';

beforeEach(() => {
  mq.reset();
});

test('brokers of every page have their logs; those being deleted do not count', async () => {
  mq.on(ListBrokersCommand, { MaxResults: 100, NextToken: undefined })
    .resolves({ BrokerSummaries: [summary('a', 'ACTIVEMQ')], NextToken: 'more' })
    .on(ListBrokersCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({
      BrokerSummaries: [
        summary('r', 'RABBITMQ'),
        summary('gone', 'RABBITMQ', 'DELETION_IN_PROGRESS'),
        summary('s', 'ACTIVEMQ'),
        summary('odd', 'ACTIVEMQ'),
        summary('spelt', 'ActiveMQ'),
      ],
    })
    .on(DescribeBrokerCommand, { BrokerId: 'a' })
    .resolves({ Logs: { General: true, GeneralLogGroup, Audit: true } })
    .on(DescribeBrokerCommand, { BrokerId: 'r' })
    .resolves({ Logs: { General: false, GeneralLogGroup } })
    .on(DescribeBrokerCommand, { BrokerId: 's' })
    .rejects(denied)
    .on(DescribeBrokerCommand, { BrokerId: 'spelt' })
    .resolves({ Logs: { General: true, GeneralLogGroup, Audit: false } })
    .on(DescribeBrokerCommand, { BrokerId: 'odd' })
    .resolves({});
  const refused = { unseen: { kind: 'denied', action: 'mq:DescribeBroker' } };
  const failed = { unseen: { kind: 'failed', action: 'mq:DescribeBroker' } };
  const all = await collectAll(broker);
  expect(all).toMatchObject({
    [`${ARN}a`]: {
      generalLog: seen(true),
      auditLog: seen(true),
    },
    [`${ARN}r`]: {
      generalLog: seen(false),
      auditLog: seen(null),
    },
    [`${ARN}s`]: { generalLog: refused, auditLog: refused },
    [`${ARN}spelt`]: { generalLog: seen(true), auditLog: seen(false) },
    [`${ARN}odd`]: { generalLog: failed, auditLog: failed },
  });
  expect(Object.keys(all)).toHaveLength(5);
  expect(mq.commandCalls(DescribeBrokerCommand)).toHaveLength(5);
});

test('a refused listing throws', async () => {
  mq.on(ListBrokersCommand).rejects(denied);
  await expect(collectAll(broker)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'mq:ListBrokers' },
  });
});
