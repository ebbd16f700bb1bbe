import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { parameter } from './ssm.ts';

const ssm = mockClient(SSMClient);
const ARN = 'arn:aws:ssm:eu-west-1:111122223333:parameter/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

beforeEach(() => {
  ssm.reset();
});

test('parameters of every page have names and types', async () => {
  ssm
    .on(DescribeParametersCommand, { MaxResults: 50, NextToken: undefined })
    .resolves({ Parameters: [{ Name: '/shop/db/password', Type: 'SecureString' }], NextToken: 'more' })
    .on(DescribeParametersCommand, { MaxResults: 50, NextToken: 'more' })
    .resolves({ Parameters: [{ Name: 'stage', Type: 'String' }, { Name: '/odd' }] });
  expect(await collectAll(parameter)).toEqual({
    [`${ARN}shop/db/password`]: { name: seen('/shop/db/password'), type: seen('SecureString') },
    [`${ARN}stage`]: { name: seen('stage'), type: seen('String') },
    [`${ARN}odd`]: {
      name: seen('/odd'),
      type: { seen: false, unseen: expect.objectContaining({ kind: 'failed' }) },
    },
  });
});

test('a refused listing throws', async () => {
  ssm.on(DescribeParametersCommand).rejects(denied);
  await expect(collectAll(parameter)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ssm:DescribeParameters' },
  });
});
