import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  type ListDeliveryStreamsInput,
  type ListDeliveryStreamsOutput,
} from '@aws-sdk/client-firehose';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

/** The SDK has no paginator: the next page begins after the last name of this one. */
async function* paginateListDeliveryStreams(
  { client }: { client: FirehoseClient },
  input: ListDeliveryStreamsInput,
): AsyncGenerator<ListDeliveryStreamsOutput> {
  let last: string | undefined;
  do {
    const page = await client.send(
      new ListDeliveryStreamsCommand({ ...input, ...(last && { ExclusiveStartDeliveryStreamName: last }) }),
    );
    yield page;
    last = page.HasMoreDeliveryStreams
      ? required(page.DeliveryStreamNames?.at(-1), 'DeliveryStreamNames')
      : undefined;
  } while (last);
}

const listDeliveryStreams = paged(
  'firehose:ListDeliveryStreams',
  FirehoseClient,
  paginateListDeliveryStreams,
  (page) => page.DeliveryStreamNames,
);
const describeDeliveryStream = operation(
  'firehose:DescribeDeliveryStream',
  FirehoseClient,
  DescribeDeliveryStreamCommand,
);

interface ListedStream {
  readonly arn: string;
  readonly name: string;
}
const byName = ({ name }: ListedStream) => ({ DeliveryStreamName: name });

/** Every stream of Firehose in the Region. */
export const deliveryStream = defineCollector(
  {
    type: 'AWS::KinesisFirehose::DeliveryStream',
    service: 'firehose',
    where: 'region',
    list: {
      uses: [listDeliveryStreams],
      read: async (aws: Reader): Promise<readonly ListedStream[]> =>
        (await aws(listDeliveryStreams, { Limit: 10_000 })).map((name) => ({
          arn: `arn:${aws.partition}:firehose:${aws.region}:${aws.account}:deliverystream/${name}`,
          name,
        })),
    },
  },
  {
    source: from(describeDeliveryStream, byName, ({ DeliveryStreamDescription: description }) =>
      required(description?.DeliveryStreamType, 'DeliveryStreamType'),
    ),
    // What never had a setting for it is not encrypted.
    encrypted: from(
      describeDeliveryStream,
      byName,
      ({ DeliveryStreamDescription: description }) =>
        required(description, 'DeliveryStreamDescription').DeliveryStreamEncryptionConfiguration?.Status ===
        'ENABLED',
    ),
  },
);
