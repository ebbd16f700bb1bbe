import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { topic } from './sns.ts';

const sns = mockClient(SNSClient);
const ARN = 'arn:aws:sns:eu-west-1:111122223333:';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  sns.reset();
  sns.on(ListTopicsCommand).resolves({ Topics: [{ TopicArn: `${ARN}a` }], NextToken: 'more' });
  sns.on(ListTopicsCommand, { NextToken: 'more' }).resolves({ Topics: [{ TopicArn: `${ARN}b` }] });
});

test('topics of every page, with and without a key', async () => {
  sns.on(GetTopicAttributesCommand, { TopicArn: `${ARN}a` }).resolves({
    Attributes: { Policy: '{"Statement":[]}', KmsMasterKeyId: 'key' },
  });
  sns.on(GetTopicAttributesCommand, { TopicArn: `${ARN}b` }).resolves({
    Attributes: { Policy: '{"Statement":[]}' },
  });
  expect(await collectAll(topic)).toEqual({
    [`${ARN}a`]: { kmsKeyId: seen('key'), policy: seen({ statements: [] }) },
    [`${ARN}b`]: { kmsKeyId: seen(null), policy: seen({ statements: [] }) },
  });
});

test('what is denied, or not as documented, is unseen', async () => {
  sns
    .on(GetTopicAttributesCommand, { TopicArn: `${ARN}a` })
    .rejects(Object.assign(new Error('no'), { name: 'AuthorizationErrorException' }));
  sns.on(GetTopicAttributesCommand, { TopicArn: `${ARN}b` }).resolves({ Attributes: {} });
  const denied = { seen: false, unseen: { kind: 'denied', action: 'sns:GetTopicAttributes' } };
  expect(await collectAll(topic)).toMatchObject({
    [`${ARN}a`]: { kmsKeyId: denied, policy: denied },
    [`${ARN}b`]: { kmsKeyId: seen(null), policy: { seen: false, unseen: { kind: 'failed' } } },
  });
});
