import { AppSyncClient, ListGraphqlApisCommand } from '@aws-sdk/client-appsync';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { graphQlApi } from './appsync.ts';

const appsync = mockClient(AppSyncClient);
const ARN = 'arn:aws:appsync:eu-west-1:111122223333:apis/';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  appsync.reset();
});

test('APIs of every page have their level of logging, from the listing', async () => {
  appsync
    .on(ListGraphqlApisCommand, { owner: 'CURRENT_ACCOUNT' })
    .resolves({
      graphqlApis: [
        { arn: `${ARN}a`, logConfig: { fieldLogLevel: 'ERROR', cloudWatchLogsRoleArn: 'arn:role' } },
      ],
      nextToken: 'more',
    })
    .on(ListGraphqlApisCommand, { owner: 'CURRENT_ACCOUNT', nextToken: 'more' })
    .resolves({ graphqlApis: [{ arn: `${ARN}b` }, { arn: `${ARN}c`, logConfig: {} as never }] });
  expect(await collectAll(graphQlApi)).toMatchObject({
    [`${ARN}a`]: { fieldLogLevel: seen('ERROR') },
    [`${ARN}b`]: { fieldLogLevel: seen(null) },
    [`${ARN}c`]: { fieldLogLevel: { unseen: { kind: 'failed', action: 'appsync:ListGraphqlApis' } } },
  });
});

test('a refused listing throws', async () => {
  appsync
    .on(ListGraphqlApisCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(collectAll(graphQlApi)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'appsync:ListGraphqlApis' },
  });
});
