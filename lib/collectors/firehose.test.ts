import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
} from '@aws-sdk/client-firehose';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { deliveryStream } from './firehose.ts';

const firehose = mockClient(FirehoseClient);
const ARN = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const description = (name: string, settings: object) => ({
  DeliveryStreamDescription: {
    DeliveryStreamName: name,
    DeliveryStreamARN: `${ARN}${name}`,
    DeliveryStreamStatus: 'ACTIVE' as const,
    DeliveryStreamType: 'DirectPut' as const,
    VersionId: '1',
    Destinations: [],
    HasMoreDestinations: false,
    ...settings,
  },
});

beforeEach(() => {
  firehose.reset();
});

test('streams of every page, with one request for both facts', async () => {
  firehose
    .on(ListDeliveryStreamsCommand, { Limit: 10_000 })
    .resolves({ DeliveryStreamNames: ['a', 'b'], HasMoreDeliveryStreams: true })
    .on(ListDeliveryStreamsCommand, { Limit: 10_000, ExclusiveStartDeliveryStreamName: 'b' })
    .resolves({ DeliveryStreamNames: ['c', 'd'], HasMoreDeliveryStreams: false })
    .on(DescribeDeliveryStreamCommand, { DeliveryStreamName: 'a' })
    .resolves(description('a', { DeliveryStreamEncryptionConfiguration: { Status: 'ENABLED' } }))
    .on(DescribeDeliveryStreamCommand, { DeliveryStreamName: 'b' })
    .resolves(description('b', { DeliveryStreamEncryptionConfiguration: { Status: 'ENABLING_FAILED' } }))
    .on(DescribeDeliveryStreamCommand, { DeliveryStreamName: 'c' })
    .resolves(description('c', {}))
    .on(DescribeDeliveryStreamCommand, { DeliveryStreamName: 'd' })
    .resolves(description('d', { DeliveryStreamType: 'KinesisStreamAsSource' }));
  expect(await collectAll(deliveryStream)).toEqual({
    [`${ARN}a`]: { source: seen('DirectPut'), encrypted: seen(true) },
    [`${ARN}b`]: { source: seen('DirectPut'), encrypted: seen(false) },
    [`${ARN}c`]: { source: seen('DirectPut'), encrypted: seen(false) },
    [`${ARN}d`]: { source: seen('KinesisStreamAsSource'), encrypted: seen(false) },
  });
  expect(firehose.commandCalls(DescribeDeliveryStreamCommand)).toHaveLength(4);
});

test('what is refused or missing is unseen', async () => {
  firehose
    .on(ListDeliveryStreamsCommand)
    .resolves({ DeliveryStreamNames: ['refused', 'empty'], HasMoreDeliveryStreams: false })
    .on(DescribeDeliveryStreamCommand, { DeliveryStreamName: 'refused' })
    .rejects(denied)
    .on(DescribeDeliveryStreamCommand, { DeliveryStreamName: 'empty' })
    .resolves({});
  const unseen = (kind: string) => ({ unseen: { kind, action: 'firehose:DescribeDeliveryStream' } });
  expect(await collectAll(deliveryStream)).toMatchObject({
    [`${ARN}refused`]: { source: unseen('denied'), encrypted: unseen('denied') },
    [`${ARN}empty`]: { source: unseen('failed'), encrypted: unseen('failed') },
  });
});

test('a refused listing throws, and so does one that says there is more and not where', async () => {
  firehose.on(ListDeliveryStreamsCommand).rejects(denied);
  await expect(collectAll(deliveryStream)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'firehose:ListDeliveryStreams' },
  });
  firehose.on(ListDeliveryStreamsCommand).resolves({ DeliveryStreamNames: [], HasMoreDeliveryStreams: true });
  await expect(collectAll(deliveryStream)).rejects.toMatchObject({ unseen: { kind: 'failed' } });
});
