import {
  DescribeEndpointConfigCommand,
  DescribeNotebookInstanceCommand,
  ListEndpointConfigsCommand,
  ListNotebookInstancesCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { endpointConfig, notebookInstance } from './sagemaker.ts';

const sagemaker = mockClient(SageMakerClient);
const ARN = 'arn:aws:sagemaker:eu-west-1:111122223333:';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const CreationTime = new Date('2026-10-01T00:00:00Z');

beforeEach(() => {
  sagemaker.reset();
});

test('endpoint configurations of every page have their key and instance types', async () => {
  const config = (name: string) => ({
    EndpointConfigName: name,
    EndpointConfigArn: `${ARN}endpoint-config/${name}`,
    CreationTime,
  });
  const variant = (InstanceType: 'ml.m5.large' | 'ml.g5.xlarge') => ({ VariantName: 'v', InstanceType });
  sagemaker
    .on(ListEndpointConfigsCommand, { MaxResults: 100, NextToken: undefined })
    .resolves({ EndpointConfigs: [config('a')], NextToken: 'more' })
    .on(ListEndpointConfigsCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({ EndpointConfigs: [config('b'), config('c'), config('d')] })
    .on(DescribeEndpointConfigCommand, { EndpointConfigName: 'a' })
    .resolves({
      ...config('a'),
      KmsKeyId: KEY,
      ProductionVariants: [variant('ml.m5.large'), variant('ml.m5.large')],
      ShadowProductionVariants: [variant('ml.g5.xlarge')],
    })
    .on(DescribeEndpointConfigCommand, { EndpointConfigName: 'b' })
    .resolves({
      ...config('b'),
      ProductionVariants: [
        { VariantName: 'v', ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } },
      ],
    })
    .on(DescribeEndpointConfigCommand, { EndpointConfigName: 'c' })
    .rejects(denied)
    .on(DescribeEndpointConfigCommand, { EndpointConfigName: 'd' })
    .resolves({});
  const refused = { unseen: { kind: 'denied', action: 'sagemaker:DescribeEndpointConfig' } };
  const failed = { unseen: { kind: 'failed' } };
  expect(await collectAll(endpointConfig)).toMatchObject({
    [`${ARN}endpoint-config/a`]: {
      kmsKeyId: seen(KEY),
      instanceTypes: seen(['ml.g5.xlarge', 'ml.m5.large']),
    },
    [`${ARN}endpoint-config/b`]: { kmsKeyId: seen(null), instanceTypes: seen([]) },
    [`${ARN}endpoint-config/c`]: { kmsKeyId: refused, instanceTypes: refused },
    [`${ARN}endpoint-config/d`]: { kmsKeyId: failed, instanceTypes: failed },
  });
  expect(sagemaker.commandCalls(DescribeEndpointConfigCommand)).toHaveLength(4);
});

test('notebooks of every page have their key and their way to the internet', async () => {
  const notebook = (name: string) => ({
    NotebookInstanceName: name,
    NotebookInstanceArn: `${ARN}notebook-instance/${name}`,
  });
  sagemaker
    .on(ListNotebookInstancesCommand, { MaxResults: 100, NextToken: undefined })
    .resolves({ NotebookInstances: [notebook('a')], NextToken: 'more' })
    .on(ListNotebookInstancesCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({ NotebookInstances: [notebook('b'), notebook('c')] })
    .on(DescribeNotebookInstanceCommand, { NotebookInstanceName: 'a' })
    .resolves({ ...notebook('a'), KmsKeyId: KEY, DirectInternetAccess: 'Disabled' })
    .on(DescribeNotebookInstanceCommand, { NotebookInstanceName: 'b' })
    .resolves({ ...notebook('b'), DirectInternetAccess: 'Enabled' })
    .on(DescribeNotebookInstanceCommand, { NotebookInstanceName: 'c' })
    .resolves({});
  const failed = { unseen: { kind: 'failed', action: 'sagemaker:DescribeNotebookInstance' } };
  expect(await collectAll(notebookInstance)).toMatchObject({
    [`${ARN}notebook-instance/a`]: { kmsKeyId: seen(KEY), directInternetAccess: seen(false) },
    [`${ARN}notebook-instance/b`]: { kmsKeyId: seen(null), directInternetAccess: seen(true) },
    [`${ARN}notebook-instance/c`]: { kmsKeyId: failed, directInternetAccess: failed },
  });
});

test('a refused listing throws', async () => {
  sagemaker.on(ListEndpointConfigsCommand).rejects(denied).on(ListNotebookInstancesCommand).rejects(denied);
  await expect(collectAll(endpointConfig)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'sagemaker:ListEndpointConfigs' },
  });
  await expect(collectAll(notebookInstance)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'sagemaker:ListNotebookInstances' },
  });
});
