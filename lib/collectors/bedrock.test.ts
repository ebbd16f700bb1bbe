import { BedrockClient, GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account } from './bedrock.ts';

const bedrock = mockClient(BedrockClient);
const ACCOUNT = 'arn:aws:iam::111122223333:root';
const logs = async () => (await collectAll(account))[ACCOUNT]?.modelInvocationLogs;

beforeEach(() => {
  bedrock.reset();
});

test('the account says where calls of models are logged', async () => {
  const answer = bedrock.on(GetModelInvocationLoggingConfigurationCommand);
  answer.resolves({});
  expect(await logs()).toEqual({ seen: true, value: [] });
  answer.resolves({ loggingConfig: { s3Config: { bucketName: 'shop-ai' }, textDataDeliveryEnabled: true } });
  expect(await logs()).toEqual({ seen: true, value: ['S3'] });
  answer.resolves({
    loggingConfig: {
      s3Config: { bucketName: 'shop-ai' },
      cloudWatchConfig: { logGroupName: '/ai', roleArn: 'arn:aws:iam::111122223333:role/r' },
    },
  });
  expect(await logs()).toEqual({ seen: true, value: ['CloudWatch Logs', 'S3'] });
});

test('a refusal leaves it unseen', async () => {
  bedrock
    .on(GetModelInvocationLoggingConfigurationCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  expect(await logs()).toMatchObject({
    unseen: { kind: 'denied', action: 'bedrock:GetModelInvocationLoggingConfiguration' },
  });
});
