import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingClient,
  type LoadBalancerDescription,
} from '@aws-sdk/client-elastic-load-balancing';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { classicLoadBalancer } from './elb.ts';

const elb = mockClient(ElasticLoadBalancingClient);
const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/';
const ACM = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
const failed = { unseen: { kind: 'failed' } };

const listener = (Protocol: string, LoadBalancerPort: number, ...PolicyNames: string[]) => ({
  Listener: {
    Protocol,
    LoadBalancerPort,
    InstancePort: 80,
    ...(Protocol === 'HTTPS' && { SSLCertificateId: ACM }),
  },
  PolicyNames,
});
const found = (
  LoadBalancerName: string,
  ...ListenerDescriptions: LoadBalancerDescription['ListenerDescriptions'] & object
): LoadBalancerDescription => ({
  LoadBalancerName,
  AvailabilityZones: ['eu-west-1b', 'eu-west-1a'],
  ListenerDescriptions,
});

beforeEach(() => {
  elb.reset();
});

test('load balancers of every page have zones and listeners from the listing', async () => {
  elb
    .on(DescribeLoadBalancersCommand, { PageSize: 400 })
    .resolves({
      LoadBalancerDescriptions: [found('shop', listener('HTTPS', 443), listener('TCP', 25))],
      NextMarker: 'more',
    })
    .on(DescribeLoadBalancersCommand, { PageSize: 400, Marker: 'more' })
    .resolves({ LoadBalancerDescriptions: [{ LoadBalancerName: 'unclear' }] });
  expect(await collectAll(classicLoadBalancer, { facts: ['zones', 'listeners'] })).toMatchObject({
    [`${ARN}shop`]: {
      zones: seen(['eu-west-1a', 'eu-west-1b']),
      listeners: seen([
        { port: 25, protocol: 'TCP', certificate: null },
        { port: 443, protocol: 'HTTPS', certificate: ACM },
      ]),
    },
    [`${ARN}unclear`]: { zones: failed, listeners: failed },
  });
});

test('policies of a load balancer with TLS cost one request', async () => {
  elb.on(DescribeLoadBalancersCommand).resolves({
    LoadBalancerDescriptions: [
      found('shop', listener('HTTPS', 443, 'sticky', 'tls'), listener('SSL', 8443, 'tls')),
      found('plain', listener('HTTP', 80, 'sticky')),
      found('unclear', listener('HTTPS', 443, 'sticky')),
    ],
  });
  const sticky = { PolicyName: 'sticky', PolicyTypeName: 'LBCookieStickinessPolicyType' };
  elb
    .on(DescribeLoadBalancerPoliciesCommand, { LoadBalancerName: 'shop', PolicyNames: ['sticky', 'tls'] })
    .resolves({
      PolicyDescriptions: [
        sticky,
        {
          PolicyName: 'tls',
          PolicyTypeName: 'SSLNegotiationPolicyType',
          PolicyAttributeDescriptions: [
            { AttributeName: 'Reference-Security-Policy', AttributeValue: 'ELBSecurityPolicy-2016-08' },
            { AttributeName: 'Protocol-TLSv1.2', AttributeValue: 'true' },
            { AttributeName: 'Protocol-TLSv1', AttributeValue: 'true' },
            { AttributeName: 'Protocol-SSLv3', AttributeValue: 'false' },
          ],
        },
      ],
    })
    .on(DescribeLoadBalancerPoliciesCommand, { LoadBalancerName: 'unclear', PolicyNames: ['sticky'] })
    .resolves({ PolicyDescriptions: [sticky] });
  const versions = ['TLSv1', 'TLSv1.2'];
  expect(await collectAll(classicLoadBalancer, { facts: ['tlsListeners'] })).toMatchObject({
    [`${ARN}shop`]: {
      tlsListeners: seen([
        { port: 443, policy: 'tls', versions },
        { port: 8443, policy: 'tls', versions },
      ]),
    },
    [`${ARN}plain`]: { tlsListeners: seen([]) },
    [`${ARN}unclear`]: { tlsListeners: failed },
  });
  expect(elb.commandCalls(DescribeLoadBalancerPoliciesCommand)).toHaveLength(2);
});

test('attributes of a load balancer cost one request', async () => {
  const attributes = (LoadBalancerName: string, LoadBalancerAttributes: object) =>
    elb.on(DescribeLoadBalancerAttributesCommand, { LoadBalancerName }).resolves({ LoadBalancerAttributes });
  elb
    .on(DescribeLoadBalancersCommand)
    .resolves({ LoadBalancerDescriptions: [found('logged'), found('silent'), found('odd'), found('secret')] })
    .on(DescribeLoadBalancerAttributesCommand, { LoadBalancerName: 'secret' })
    .rejects(denied);
  attributes('logged', {
    AccessLog: { Enabled: true, S3BucketName: 'logs' },
    CrossZoneLoadBalancing: { Enabled: true },
  });
  attributes('silent', { AccessLog: { Enabled: false }, CrossZoneLoadBalancing: { Enabled: false } });
  attributes('odd', { AccessLog: { Enabled: true } });
  const action = 'elasticloadbalancing:DescribeLoadBalancerAttributes';
  const refused = { unseen: { kind: 'denied', action } };
  expect(await collectAll(classicLoadBalancer, { facts: ['accessLog', 'crossZone'] })).toMatchObject({
    [`${ARN}logged`]: { accessLog: seen('logs'), crossZone: seen(true) },
    [`${ARN}silent`]: { accessLog: seen(null), crossZone: seen(false) },
    [`${ARN}odd`]: { accessLog: failed, crossZone: failed },
    [`${ARN}secret`]: { accessLog: refused, crossZone: refused },
  });
  expect(elb.commandCalls(DescribeLoadBalancerAttributesCommand)).toHaveLength(4);
});

test('an empty Region costs one request; a refused listing throws', async () => {
  elb.on(DescribeLoadBalancersCommand).resolves({ LoadBalancerDescriptions: [] });
  expect(await collectAll(classicLoadBalancer)).toEqual({});
  expect(elb.calls()).toHaveLength(1);
  elb.on(DescribeLoadBalancersCommand).rejects(denied);
  await expect(collectAll(classicLoadBalancer)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'elasticloadbalancing:DescribeLoadBalancers' },
  });
});
