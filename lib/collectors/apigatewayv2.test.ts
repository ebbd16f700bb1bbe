import { ApiGatewayV2Client, GetApisCommand, GetStagesCommand } from '@aws-sdk/client-apigatewayv2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { stage } from './apigatewayv2.ts';

const gateway = mockClient(ApiGatewayV2Client);
const arn = (api: string, name: string) => `arn:aws:apigateway:eu-west-1::/apis/${api}/stages/${name}`;
const seen = (value: unknown) => ({ seen: true, value });
const api = (ApiId: string) => ({
  ApiId,
  Name: ApiId,
  ProtocolType: 'HTTP' as const,
  RouteSelectionExpression: '$request.method $request.path',
});
const LOG = 'arn:aws:logs:eu-west-1:111122223333:log-group:shop';

beforeEach(() => {
  gateway.reset();
});

test('stages of every page of every API have the place of their access log', async () => {
  gateway
    .on(GetApisCommand, { MaxResults: '100' })
    .resolves({ Items: [api('shop')], NextToken: 'more' })
    .on(GetApisCommand, { MaxResults: '100', NextToken: 'more' })
    .resolves({ Items: [api('chat'), api('empty')] })
    .on(GetStagesCommand, { ApiId: 'shop', MaxResults: '100' })
    .resolves({
      Items: [{ StageName: '$default', AccessLogSettings: { DestinationArn: LOG } }],
      NextToken: 'more',
    })
    .on(GetStagesCommand, { ApiId: 'shop', MaxResults: '100', NextToken: 'more' })
    .resolves({ Items: [{ StageName: 'test' }] })
    .on(GetStagesCommand, { ApiId: 'chat' })
    .resolves({ Items: [{ StageName: 'prod', AccessLogSettings: {} }] })
    .on(GetStagesCommand, { ApiId: 'empty' })
    .resolves({});
  expect(await collectAll(stage)).toEqual({
    [arn('shop', '$default')]: { accessLog: seen(LOG) },
    [arn('shop', 'test')]: { accessLog: seen(null) },
    [arn('chat', 'prod')]: { accessLog: seen(null) },
  });
});

test('an empty Region costs one request; a refused listing throws', async () => {
  gateway.on(GetApisCommand).resolves({ Items: [] });
  expect(await collectAll(stage)).toEqual({});
  expect(gateway.calls()).toHaveLength(1);
  gateway.on(GetApisCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(collectAll(stage)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'apigateway:GET' },
  });
});
