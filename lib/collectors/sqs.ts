import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { parsePolicy } from '../domain/policy/document.ts';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listQueues = paged('sqs:ListQueues', SQSClient, paginateListQueues, (page) => page.QueueUrls);
const getQueueAttributes = operation('sqs:GetQueueAttributes', SQSClient, GetQueueAttributesCommand);

interface ListedQueue {
  readonly arn: string;
  readonly url: string;
}
const allByUrl = (queue: ListedQueue) => ({ QueueUrl: queue.url, AttributeNames: ['All' as const] });

/** Every queue of the account in the Region. Without MaxResults SQS does not page: it stops at 1000. */
export const queue = defineCollector(
  {
    type: 'AWS::SQS::Queue',
    service: 'sqs',
    where: 'region',
    list: {
      uses: [listQueues],
      read: async (aws: Reader): Promise<readonly ListedQueue[]> =>
        (await aws(listQueues, { MaxResults: 1000 })).map((url) => ({
          arn: `arn:${aws.partition}:sqs:${aws.region}:${aws.account}:${url.split('/').pop()}`,
          url,
        })),
    },
  },
  {
    kmsKeyId: from(
      getQueueAttributes,
      allByUrl,
      (reply) => required(reply.Attributes, 'Attributes').KmsMasterKeyId || null,
    ),
    sqsManagedEncryption: from(getQueueAttributes, allByUrl, (reply) => {
      const { KmsMasterKeyId, SqsManagedSseEnabled } = required(reply.Attributes, 'Attributes');
      return !KmsMasterKeyId && required(SqsManagedSseEnabled, 'SqsManagedSseEnabled') === 'true';
    }),
    policy: from(getQueueAttributes, allByUrl, (reply) => {
      const { Policy } = required(reply.Attributes, 'Attributes');
      return Policy ? parsePolicy(Policy) : null;
    }),
  },
);
