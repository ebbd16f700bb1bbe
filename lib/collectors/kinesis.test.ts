import { DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { stream } from './kinesis.ts';

const kinesis = mockClient(KinesisClient);
const ARN = 'arn:aws:kinesis:eu-west-1:111122223333:stream/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

const page = (names: readonly string[], NextToken?: string) => ({
  StreamNames: [...names],
  StreamSummaries: names.map((StreamName) => ({
    StreamName,
    StreamARN: `${ARN}${StreamName}`,
    StreamStatus: 'ACTIVE' as const,
  })),
  HasMoreStreams: NextToken !== undefined,
  NextToken,
});
const summary = (name: string, encryption: object) => ({
  StreamDescriptionSummary: {
    StreamName: name,
    StreamARN: `${ARN}${name}`,
    StreamStatus: 'ACTIVE' as const,
    RetentionPeriodHours: 24,
    StreamCreationTimestamp: new Date(0),
    EnhancedMonitoring: [],
    OpenShardCount: 1,
    ...encryption,
  },
});

beforeEach(() => {
  kinesis.reset();
});

test('streams of every page have their key; what is refused or missing is unseen', async () => {
  kinesis
    .on(ListStreamsCommand, { Limit: 10_000 })
    .resolves(page(['clicks'], 'more'))
    .on(ListStreamsCommand, { Limit: 10_000, NextToken: 'more' })
    .resolves(page(['plain', 'unclear', 'keyless', 'refused']))
    .on(DescribeStreamSummaryCommand, { StreamName: 'clicks' })
    .resolves(summary('clicks', { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }))
    .on(DescribeStreamSummaryCommand, { StreamName: 'plain' })
    .resolves(summary('plain', { EncryptionType: 'NONE' }))
    .on(DescribeStreamSummaryCommand, { StreamName: 'unclear' })
    .resolves(summary('unclear', {}))
    .on(DescribeStreamSummaryCommand, { StreamName: 'keyless' })
    .resolves(summary('keyless', { EncryptionType: 'KMS' }))
    .on(DescribeStreamSummaryCommand, { StreamName: 'refused' })
    .rejects(denied);
  const unseen = (kind: string) => ({ unseen: { kind, action: 'kinesis:DescribeStreamSummary' } });
  expect(await collectAll(stream)).toMatchObject({
    [`${ARN}clicks`]: { kmsKeyId: seen('alias/aws/kinesis') },
    [`${ARN}plain`]: { kmsKeyId: seen(null) },
    [`${ARN}unclear`]: { kmsKeyId: unseen('failed') },
    [`${ARN}keyless`]: { kmsKeyId: unseen('failed') },
    [`${ARN}refused`]: { kmsKeyId: unseen('denied') },
  });
});

test('a refused listing throws, and so does one without summaries', async () => {
  kinesis.on(ListStreamsCommand).rejects(denied);
  await expect(collectAll(stream)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'kinesis:ListStreams' },
  });
  kinesis.on(ListStreamsCommand).resolves({ StreamNames: ['clicks'], HasMoreStreams: false });
  await expect(collectAll(stream)).rejects.toMatchObject({ unseen: { kind: 'failed' } });
});
