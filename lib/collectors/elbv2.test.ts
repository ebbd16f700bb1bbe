import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeSSLPoliciesCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListResourcesForWebACLCommand, ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { loadBalancer } from './elbv2.ts';

const elb = mockClient(ElasticLoadBalancingV2Client);
const waf = mockClient(WAFV2Client);
const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/';
const WEB_ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
const failed = { unseen: { kind: 'failed' } };

const found = (name: string, more: LoadBalancer = {}): LoadBalancer => ({
  LoadBalancerArn: `${ARN}${name}`,
  Type: 'application',
  Scheme: 'internet-facing',
  AvailabilityZones: [{ ZoneName: 'eu-west-1b' }, { ZoneName: 'eu-west-1a' }],
  ...more,
});
const lists = (...balancers: readonly LoadBalancer[]) =>
  elb.on(DescribeLoadBalancersCommand).resolves({ LoadBalancers: [...balancers] });

beforeEach(() => {
  elb.reset();
  waf.reset();
});

test('load balancers of every page have what the listing says', async () => {
  elb
    .on(DescribeLoadBalancersCommand, { PageSize: 400 })
    .resolves({ LoadBalancers: [found('app')], NextMarker: 'more' })
    .on(DescribeLoadBalancersCommand, { PageSize: 400, Marker: 'more' })
    .resolves({
      LoadBalancers: [found('gate', { Type: 'gateway', Scheme: undefined }), { LoadBalancerArn: `${ARN}x` }],
    });
  expect(await collectAll(loadBalancer, { facts: ['kind', 'internetFacing', 'zones'] })).toMatchObject({
    [`${ARN}app`]: {
      kind: seen('application'),
      internetFacing: seen(true),
      zones: seen(['eu-west-1a', 'eu-west-1b']),
    },
    [`${ARN}gate`]: { kind: seen('gateway'), internetFacing: seen(false) },
    [`${ARN}x`]: { kind: failed, zones: failed },
  });
});

test('an empty Region costs one request; a refused listing throws', async () => {
  lists();
  expect(await collectAll(loadBalancer)).toEqual({});
  expect(elb.calls()).toHaveLength(1);
  elb.on(DescribeLoadBalancersCommand).rejects(denied);
  await expect(collectAll(loadBalancer)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'elasticloadbalancing:DescribeLoadBalancers' },
  });
});

test('listeners of every page, by port; the versions of all policies come from one listing', async () => {
  const redirect = (Protocol: string) => [
    { Type: 'redirect' as const, RedirectConfig: { Protocol, StatusCode: 'HTTP_301' as const } },
  ];
  const listener = (Port: number, more: Listener): Listener => ({ Port, ...more });
  const listeners = (name: string, Listeners: Listener[], more: object = {}) =>
    elb.on(DescribeListenersCommand, { LoadBalancerArn: `${ARN}${name}`, ...more }).resolves({ Listeners });
  lists(found('app'), found('net', { Type: 'network' }), found('odd'), found('bare', { Type: 'network' }));
  elb
    .on(DescribeListenersCommand, { LoadBalancerArn: `${ARN}app` })
    .resolves({
      Listeners: [
        listener(8080, { Protocol: 'HTTP', DefaultActions: redirect('#{protocol}') }),
        listener(443, { Protocol: 'HTTPS', SslPolicy: 'Old' }),
      ],
      NextMarker: 'more',
    })
    .on(DescribeSSLPoliciesCommand, { PageSize: 400 })
    .resolves({ SslPolicies: [{ Name: 'New', SslProtocols: ['TLSv1.3', 'TLSv1.2'] }], NextMarker: 'more' })
    .on(DescribeSSLPoliciesCommand, { PageSize: 400, Marker: 'more' })
    .resolves({ SslPolicies: [{ Name: 'Old', SslProtocols: ['TLSv1'] }] });
  listeners('app', [listener(80, { Protocol: 'HTTP', DefaultActions: redirect('HTTPS') })], {
    Marker: 'more',
  });
  listeners('net', [
    listener(443, { Protocol: 'TLS', SslPolicy: 'New' }),
    listener(53, { Protocol: 'UDP', DefaultActions: [] }),
  ]);
  listeners('odd', [
    listener(80, { Protocol: 'HTTP' }),
    listener(443, { Protocol: 'HTTPS', SslPolicy: 'Unheard-of' }),
  ]);
  listeners('bare', []);
  expect(await collectAll(loadBalancer, { facts: ['httpListeners', 'tlsListeners'] })).toMatchObject({
    [`${ARN}app`]: {
      httpListeners: seen([
        { port: 80, redirectsToHttps: true },
        { port: 8080, redirectsToHttps: false },
      ]),
      tlsListeners: seen([{ port: 443, policy: 'Old', versions: ['TLSv1'] }]),
    },
    [`${ARN}net`]: {
      httpListeners: seen([]),
      tlsListeners: seen([{ port: 443, policy: 'New', versions: ['TLSv1.2', 'TLSv1.3'] }]),
    },
    [`${ARN}odd`]: { httpListeners: failed, tlsListeners: failed },
    [`${ARN}bare`]: { httpListeners: seen([]), tlsListeners: seen([]) },
  });
  expect(elb.commandCalls(DescribeSSLPoliciesCommand)).toHaveLength(2);
  expect(elb.commandCalls(DescribeListenersCommand)).toHaveLength(5);
});

test('attributes of a load balancer cost one request', async () => {
  const attributes = (name: string, values: Readonly<Record<string, string>>) =>
    elb.on(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: `${ARN}${name}` }).resolves({
      Attributes: Object.entries(values).map(([Key, Value]) => ({ Key, Value })),
    });
  lists(found('app'), found('gate', { Type: 'gateway' }), found('secret'), found('unclear'));
  attributes('app', {
    'deletion_protection.enabled': 'true',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'access_logs.s3.enabled': 'true',
    'access_logs.s3.bucket': 'logs',
  });
  attributes('gate', {
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'false',
  });
  attributes('unclear', { 'access_logs.s3.enabled': 'true' });
  elb.on(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn: `${ARN}secret` }).rejects(denied);
  const facts = ['dropsInvalidHeaders', 'accessLog', 'deletionProtection', 'crossZone'];
  const action = 'elasticloadbalancing:DescribeLoadBalancerAttributes';
  const every = (unseen: object) => Object.fromEntries(facts.map((fact) => [fact, unseen]));
  expect(await collectAll(loadBalancer, { facts })).toMatchObject({
    [`${ARN}app`]: {
      dropsInvalidHeaders: seen(false),
      accessLog: seen('logs'),
      deletionProtection: seen(true),
      crossZone: seen(true),
    },
    [`${ARN}gate`]: {
      dropsInvalidHeaders: seen(null),
      accessLog: seen(null),
      deletionProtection: seen(false),
      crossZone: seen(false),
    },
    [`${ARN}secret`]: every({ unseen: { kind: 'denied', action } }),
    [`${ARN}unclear`]: every(failed),
  });
  expect(elb.commandCalls(DescribeLoadBalancerAttributesCommand)).toHaveLength(4);
});

test('web ACLs of every page are asked for their load balancers, once each', async () => {
  const facts = ['webAcl'];
  lists(found('app'), found('open'), found('net', { Type: 'network' }));
  waf
    .on(ListWebACLsCommand, { Scope: 'REGIONAL' })
    .resolves({ WebACLs: [{ ARN: `${WEB_ACL}api` }], NextMarker: 'more' })
    .on(ListWebACLsCommand, { Scope: 'REGIONAL', NextMarker: 'more' })
    .resolves({ WebACLs: [{ ARN: `${WEB_ACL}shop` }] })
    .on(ListResourcesForWebACLCommand, { ResourceType: 'APPLICATION_LOAD_BALANCER' })
    .resolves({})
    .on(ListResourcesForWebACLCommand, {
      WebACLArn: `${WEB_ACL}shop`,
      ResourceType: 'APPLICATION_LOAD_BALANCER',
    })
    .resolves({ ResourceArns: [`${ARN}app`] });
  expect(await collectAll(loadBalancer, { facts })).toEqual({
    [`${ARN}app`]: { webAcl: seen(`${WEB_ACL}shop`) },
    [`${ARN}open`]: { webAcl: seen(null) },
    [`${ARN}net`]: { webAcl: seen(null) },
  });
  expect(waf.calls()).toHaveLength(4);
  waf.on(ListResourcesForWebACLCommand).rejects(denied);
  expect(await collectAll(loadBalancer, { facts })).toMatchObject({
    [`${ARN}app`]: { webAcl: { unseen: { kind: 'denied', action: 'wafv2:ListResourcesForWebACL' } } },
  });
});
