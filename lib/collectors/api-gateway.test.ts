import { APIGatewayClient, GetRestApisCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { stage } from './api-gateway.ts';

const gateway = mockClient(APIGatewayClient);
const arn = (api: string, name: string) => `arn:aws:apigateway:eu-west-1::/restapis/${api}/stages/${name}`;
const seen = (value: unknown) => ({ seen: true, value });
const named = (name: string) => Object.assign(new Error('no'), { name });
const LOG = 'arn:aws:logs:eu-west-1:111122223333:log-group:shop';

beforeEach(() => {
  gateway.reset();
});

test('stages of the APIs of every page have cache, logs and filter, by one request for each API', async () => {
  gateway
    .on(GetRestApisCommand, { limit: 500 })
    .resolves({ items: [{ id: 'shop', endpointConfiguration: { types: ['REGIONAL'] } }], position: 'more' })
    .on(GetRestApisCommand, { limit: 500, position: 'more' })
    .resolves({
      items: [
        { id: 'staff', endpointConfiguration: { types: ['PRIVATE'] } },
        { id: 'gone' },
        { id: 'unclear' },
      ],
    })
    .on(GetStagesCommand, { restApiId: 'shop' })
    .resolves({
      item: [
        {
          stageName: 'prod',
          cacheClusterEnabled: true,
          methodSettings: {
            'orders/GET': { cachingEnabled: true, cacheDataEncrypted: true, loggingLevel: 'INFO' },
            '*/*': { cachingEnabled: false, cacheDataEncrypted: false },
          },
          accessLogSettings: { destinationArn: LOG, format: '$context.requestId' },
          webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1',
          variables: { token: 'hunter2' },
        },
        { stageName: 'test', cacheClusterEnabled: false },
      ],
    })
    .on(GetStagesCommand, { restApiId: 'staff' })
    .resolves({ item: [{ stageName: 'prod', cacheClusterEnabled: false }] })
    .on(GetStagesCommand, { restApiId: 'gone' })
    .rejects(named('NotFoundException'))
    .on(GetStagesCommand, { restApiId: 'unclear' })
    .resolves({ item: [{ stageName: 'prod' }] });
  const unset = { method: '*/*', cached: true, cacheEncrypted: false, executionLog: 'OFF' };
  const failed = { unseen: { kind: 'failed', action: expect.stringContaining('apigateway:GET') } };
  const all = await collectAll(stage);
  expect(all).toMatchObject({
    [arn('shop', 'prod')]: {
      privateApi: seen(false),
      cacheEnabled: seen(true),
      methods: seen([
        { ...unset, cached: false },
        { method: 'orders/GET', cached: true, cacheEncrypted: true, executionLog: 'INFO' },
      ]),
      accessLog: seen(LOG),
      webAcl: seen('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1'),
    },
    [arn('shop', 'test')]: { methods: seen([unset]), accessLog: seen(null), webAcl: seen(null) },
    [arn('staff', 'prod')]: { privateApi: seen(true) },
    [arn('unclear', 'prod')]: { privateApi: failed, cacheEnabled: failed },
  });
  expect(Object.keys(all)).toHaveLength(4);
  expect(JSON.stringify(all)).not.toContain('hunter2');
});

test('an empty Region costs one request; a refused listing throws', async () => {
  gateway.on(GetRestApisCommand).resolves({ items: [] });
  expect(await collectAll(stage)).toEqual({});
  expect(gateway.calls()).toHaveLength(1);
  gateway
    .on(GetRestApisCommand)
    .resolves({ items: [{ id: 'shop' }] })
    .on(GetStagesCommand)
    .rejects(named('AccessDeniedException'));
  await expect(collectAll(stage)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'apigateway:GET' },
  });
});
