import {
  DescribeStreamSummaryCommand,
  KinesisClient,
  paginateListStreams,
  type StreamSummary,
} from '@aws-sdk/client-kinesis';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listStreams = paged('kinesis:ListStreams', KinesisClient, paginateListStreams, (page) =>
  required(page.StreamSummaries, 'StreamSummaries'),
);
const describeStreamSummary = operation(
  'kinesis:DescribeStreamSummary',
  KinesisClient,
  DescribeStreamSummaryCommand,
);

interface ListedStream {
  readonly arn: string;
  readonly name: string;
}

/** Every data stream of the account in the Region. */
export const stream = defineCollector(
  {
    type: 'AWS::Kinesis::Stream',
    service: 'kinesis',
    where: 'region',
    list: {
      uses: [listStreams],
      read: async (aws: Reader): Promise<readonly ListedStream[]> =>
        (await aws(listStreams, { Limit: 10_000 })).map(({ StreamARN, StreamName }: StreamSummary) => ({
          arn: required(StreamARN, 'StreamARN'),
          name: required(StreamName, 'StreamName'),
        })),
    },
  },
  {
    kmsKeyId: from(
      describeStreamSummary,
      ({ name }: ListedStream) => ({ StreamName: name }),
      ({ StreamDescriptionSummary: summary }) =>
        required(summary?.EncryptionType, 'EncryptionType') === 'NONE'
          ? null
          : required(summary?.KeyId, 'KeyId'),
    ),
  },
);
