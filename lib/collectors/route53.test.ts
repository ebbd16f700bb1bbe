import {
  ListHostedZonesCommand,
  ListQueryLoggingConfigsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { hostedZone } from './route53.ts';

const route53 = mockClient(Route53Client);
const ARN = 'arn:aws:route53:::hostedzone/';
const LOG = 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/example.com';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
const options = { region: 'aws-global' };
const zone = (id: string, PrivateZone?: boolean) => ({
  Id: `/hostedzone/${id}`,
  Name: `${id}.example.com.`,
  CallerReference: id,
  Config: { PrivateZone },
});
const config = (HostedZoneId: string) => ({ Id: '1', HostedZoneId, CloudWatchLogsLogGroupArn: LOG });

beforeEach(() => {
  route53.reset();
});

test('zones of every page have the log of their queries, by one listing for all', async () => {
  route53
    .on(ListHostedZonesCommand)
    .resolves({ HostedZones: [zone('Z1', false)], IsTruncated: true, NextMarker: 'more' } as never)
    .on(ListHostedZonesCommand, { Marker: 'more' })
    .resolves({ HostedZones: [zone('Z2', true), zone('Z3')] } as never)
    .on(ListQueryLoggingConfigsCommand, { MaxResults: 100 })
    .resolves({ QueryLoggingConfigs: [config('Z9')], NextToken: 'more' })
    .on(ListQueryLoggingConfigsCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({ QueryLoggingConfigs: [config('Z1')] });
  expect(await collectAll(hostedZone, options)).toMatchObject({
    [`${ARN}Z1`]: { privateZone: seen(false), queryLog: seen(LOG) },
    [`${ARN}Z2`]: { privateZone: seen(true), queryLog: seen(null) },
    [`${ARN}Z3`]: { privateZone: { unseen: { kind: 'failed' } }, queryLog: seen(null) },
  });
  expect(route53.commandCalls(ListQueryLoggingConfigsCommand)).toHaveLength(2);
});

test('an account without zones costs one request; refusals are told apart', async () => {
  route53.on(ListHostedZonesCommand).resolves({ HostedZones: [] } as never);
  expect(await collectAll(hostedZone, options)).toEqual({});
  expect(route53.calls()).toHaveLength(1);
  route53
    .on(ListHostedZonesCommand)
    .resolves({ HostedZones: [zone('Z1', false)] } as never)
    .on(ListQueryLoggingConfigsCommand)
    .rejects(denied);
  expect(await collectAll(hostedZone, options)).toMatchObject({
    [`${ARN}Z1`]: {
      privateZone: seen(false),
      queryLog: { unseen: { kind: 'denied', action: 'route53:ListQueryLoggingConfigs' } },
    },
  });
  route53.on(ListHostedZonesCommand).rejects(denied);
  await expect(collectAll(hostedZone, options)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'route53:ListHostedZones' },
  });
});
