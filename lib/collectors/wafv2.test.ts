import {
  GetWebACLCommand,
  ListLoggingConfigurationsCommand,
  ListWebACLsCommand,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { webAcl } from './wafv2.ts';

const waf = mockClient(WAFV2Client);
const ARN = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/';
const GLOBAL = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/';
const LOG = 'arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-shop';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const listed = (prefix: string, Name: string) => ({ ARN: `${prefix}${Name}`, Name, Id: `id-${Name}` });
const rule = (Name: string, CloudWatchMetricsEnabled: boolean) =>
  ({ Name, VisibilityConfig: { CloudWatchMetricsEnabled } }) as never;

beforeEach(() => {
  waf.reset();
});

test('web ACLs of every page have their logs, by the same listings for all of them', async () => {
  const configuration = (name: string) => ({ ResourceArn: `${ARN}${name}`, LogDestinationConfigs: [LOG] });
  waf
    .on(ListWebACLsCommand, { Scope: 'REGIONAL', Limit: 100 })
    .resolves({ WebACLs: [listed(ARN, 'shop')], NextMarker: 'more' })
    .on(ListWebACLsCommand, { Scope: 'REGIONAL', Limit: 100, NextMarker: 'more' })
    .resolves({ WebACLs: [listed(ARN, 'lake'), listed(ARN, 'silent')] })
    .on(ListLoggingConfigurationsCommand, { Scope: 'REGIONAL' })
    .resolves({ LoggingConfigurations: [] })
    .on(ListLoggingConfigurationsCommand, { LogScope: 'CUSTOMER' })
    .resolves({ LoggingConfigurations: [configuration('other')], NextMarker: 'more' })
    .on(ListLoggingConfigurationsCommand, { LogScope: 'CUSTOMER', NextMarker: 'more' })
    .resolves({ LoggingConfigurations: [configuration('shop')] })
    .on(ListLoggingConfigurationsCommand, { LogScope: 'SECURITY_LAKE' })
    .resolves({ LoggingConfigurations: [configuration('lake')] });
  expect(await collectAll(webAcl, { facts: ['logDestinations'] })).toEqual({
    [`${ARN}shop`]: { logDestinations: seen([LOG]) },
    [`${ARN}lake`]: { logDestinations: seen([LOG]) },
    [`${ARN}silent`]: { logDestinations: seen([]) },
  });
  expect(waf.commandCalls(ListLoggingConfigurationsCommand)).toHaveLength(4);
});

test('rules stand in order, with those of Firewall Manager around them', async () => {
  waf
    .on(ListWebACLsCommand)
    .resolves({ WebACLs: [listed(ARN, 'shop'), listed(ARN, 'unclear'), listed(ARN, 'secret')] })
    .on(GetWebACLCommand, { Scope: 'REGIONAL', Name: 'shop', Id: 'id-shop' })
    .resolves({
      WebACL: {
        PreProcessFirewallManagerRuleGroups: [rule('first', true)],
        Rules: [rule('own', false)],
        PostProcessFirewallManagerRuleGroups: [rule('last', true)],
      } as never,
    })
    .on(GetWebACLCommand, { Name: 'unclear' })
    .resolves({ WebACL: { Rules: [{ Name: 'odd' }] } as never })
    .on(GetWebACLCommand, { Name: 'secret' })
    .rejects(denied);
  expect(await collectAll(webAcl, { facts: ['rules'] })).toMatchObject({
    [`${ARN}shop`]: {
      rules: seen([
        { name: 'first', metrics: true },
        { name: 'own', metrics: false },
        { name: 'last', metrics: true },
      ]),
    },
    [`${ARN}unclear`]: { rules: { unseen: { kind: 'failed' } } },
    [`${ARN}secret`]: { rules: { unseen: { kind: 'denied', action: 'wafv2:GetWebACL' } } },
  });
});

test('an empty Region costs one request; those for CloudFront are asked for in us-east-1 alone', async () => {
  waf
    .on(ListWebACLsCommand)
    .resolves({ WebACLs: [] })
    .on(ListWebACLsCommand, { Scope: 'CLOUDFRONT' })
    .resolves({ WebACLs: [listed(GLOBAL, 'site')] })
    .on(GetWebACLCommand, { Scope: 'CLOUDFRONT', Name: 'site', Id: 'id-site' })
    .resolves({ WebACL: {} as never });
  expect(await collectAll(webAcl)).toEqual({});
  expect(waf.calls()).toHaveLength(1);
  expect(await collectAll(webAcl, { region: 'us-east-1', facts: ['rules'] })).toEqual({
    [`${GLOBAL}site`]: { rules: seen([]) },
  });
});

test('a refused listing throws', async () => {
  waf.on(ListWebACLsCommand).rejects(denied);
  await expect(collectAll(webAcl)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'wafv2:ListWebACLs' },
  });
});
