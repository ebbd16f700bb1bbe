import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { queue } from './sqs.ts';

const sqs = mockClient(SQSClient);
const URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/';
const ARN = 'arn:aws:sqs:eu-west-1:111122223333:';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  sqs.reset();
  sqs.on(ListQueuesCommand, { MaxResults: 1000 }).resolves({ QueueUrls: [`${URL}a`], NextToken: 'more' });
  sqs
    .on(ListQueuesCommand, { MaxResults: 1000, NextToken: 'more' })
    .resolves({ QueueUrls: [`${URL}b.fifo`] });
});

test('queues of every page, with one request for all their facts', async () => {
  sqs.on(GetQueueAttributesCommand, { QueueUrl: `${URL}a`, AttributeNames: ['All'] }).resolves({
    Attributes: { SqsManagedSseEnabled: 'true', Policy: '{"Statement":[]}' },
  });
  sqs.on(GetQueueAttributesCommand, { QueueUrl: `${URL}b.fifo`, AttributeNames: ['All'] }).resolves({
    Attributes: { KmsMasterKeyId: 'alias/aws/sqs', SqsManagedSseEnabled: 'false' },
  });
  expect(await collectAll(queue)).toEqual({
    [`${ARN}a`]: {
      kmsKeyId: seen(null),
      sqsManagedEncryption: seen(true),
      policy: seen({ statements: [] }),
    },
    [`${ARN}b.fifo`]: {
      kmsKeyId: seen('alias/aws/sqs'),
      sqsManagedEncryption: seen(false),
      policy: seen(null),
    },
  });
  expect(sqs.commandCalls(GetQueueAttributesCommand)).toHaveLength(2);
});

test('what is denied, or not as documented, is unseen', async () => {
  sqs
    .on(GetQueueAttributesCommand, { QueueUrl: `${URL}a` })
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  sqs
    .on(GetQueueAttributesCommand, { QueueUrl: `${URL}b.fifo` })
    .resolves({ Attributes: { Policy: 'none' } });
  const denied = { seen: false, unseen: { kind: 'denied', action: 'sqs:GetQueueAttributes' } };
  const failed = { seen: false, unseen: { kind: 'failed' } };
  expect(await collectAll(queue)).toMatchObject({
    [`${ARN}a`]: { kmsKeyId: denied, sqsManagedEncryption: denied, policy: denied },
    [`${ARN}b.fifo`]: { kmsKeyId: seen(null), sqsManagedEncryption: failed, policy: failed },
  });
});
