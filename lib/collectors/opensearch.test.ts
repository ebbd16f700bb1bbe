import { DescribeDomainsCommand, ListDomainNamesCommand, OpenSearchClient } from '@aws-sdk/client-opensearch';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { domain } from './opensearch.ts';

const search = mockClient(OpenSearchClient);
const ARN = 'arn:aws:es:eu-west-1:111122223333:domain/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const list = (...names: readonly string[]) =>
  search
    .on(ListDomainNamesCommand)
    .resolves({ DomainNames: names.map((DomainName) => ({ DomainName, EngineType: 'OpenSearch' })) });
const found = (name: string, settings: object = {}) => ({
  DomainId: `111122223333/${name}`,
  DomainName: name,
  ARN: `${ARN}${name}`,
  ClusterConfig: {
    InstanceCount: 3,
    DedicatedMasterEnabled: true,
    DedicatedMasterCount: 3,
    ZoneAwarenessEnabled: true,
    ZoneAwarenessConfig: { AvailabilityZoneCount: 3 },
  },
  EncryptionAtRestOptions: { Enabled: true },
  NodeToNodeEncryptionOptions: { Enabled: true },
  DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-2019-07' as const },
  VPCOptions: { VPCId: 'vpc-1' },
  LogPublishingOptions: {
    ES_APPLICATION_LOGS: { CloudWatchLogsLogGroupArn: 'arn:aws:logs:a', Enabled: true },
    AUDIT_LOGS: { CloudWatchLogsLogGroupArn: 'arn:aws:logs:b', Enabled: true },
    INDEX_SLOW_LOGS: { CloudWatchLogsLogGroupArn: 'arn:aws:logs:c', Enabled: false },
    SEARCH_SLOW_LOGS: { Enabled: true },
  },
  ...settings,
});

beforeEach(() => {
  search.reset();
});

test('domains have their settings; those that AWS leaves out are at their default', async () => {
  list('shop', 'plain');
  search.on(DescribeDomainsCommand, { DomainNames: ['shop', 'plain'] }).resolves({
    DomainStatusList: [
      found('shop'),
      found('plain', {
        ClusterConfig: { InstanceCount: 1, DedicatedMasterEnabled: false, ZoneAwarenessEnabled: false },
        EncryptionAtRestOptions: { Enabled: false },
        NodeToNodeEncryptionOptions: { Enabled: false },
        DomainEndpointOptions: { EnforceHTTPS: false, TLSSecurityPolicy: 'Policy-Min-TLS-1-0-2019-07' },
        VPCOptions: undefined,
        LogPublishingOptions: undefined,
      }),
    ],
  });
  expect(await collectAll(domain)).toEqual({
    [`${ARN}shop`]: {
      encryptedAtRest: seen(true),
      encryptedBetweenNodes: seen(true),
      httpsRequired: seen(true),
      tlsPolicy: seen('Policy-Min-TLS-1-2-2019-07'),
      logs: seen(['AUDIT_LOGS', 'ES_APPLICATION_LOGS']),
      vpc: seen('vpc-1'),
      nodes: seen({ data: 3, managers: 3, zones: 3 }),
    },
    [`${ARN}plain`]: {
      encryptedAtRest: seen(false),
      encryptedBetweenNodes: seen(false),
      httpsRequired: seen(false),
      tlsPolicy: seen('Policy-Min-TLS-1-0-2019-07'),
      logs: seen([]),
      vpc: seen(null),
      nodes: seen({ data: 1, managers: 0, zones: 1 }),
    },
  });
});

test('zone awareness without a number means two zones', async () => {
  list('shop');
  const { ClusterConfig } = found('shop');
  search.on(DescribeDomainsCommand).resolves({
    DomainStatusList: [
      found('shop', { ClusterConfig: { ...ClusterConfig, ZoneAwarenessConfig: undefined } }),
    ],
  });
  expect(await collectAll(domain, { facts: ['nodes'] })).toEqual({
    [`${ARN}shop`]: { nodes: seen({ data: 3, managers: 3, zones: 2 }) },
  });
});

test('five domains are one request, and none is none', async () => {
  const names = Array.from({ length: 6 }, (_, number) => `d${number}`);
  list(...names);
  search
    .on(DescribeDomainsCommand, { DomainNames: names.slice(0, 5) })
    .resolves({ DomainStatusList: names.slice(0, 5).map((name) => found(name)) })
    .on(DescribeDomainsCommand, { DomainNames: ['d5'] })
    .resolves({ DomainStatusList: [found('d5')] });
  expect(Object.keys(await collectAll(domain))).toEqual(names.map((name) => `${ARN}${name}`));
  expect(search.calls()).toHaveLength(3);
  search.reset();
  list();
  expect(await collectAll(domain)).toEqual({});
  expect(search.calls()).toHaveLength(1);
});

test('what the reply lacks is unseen', async () => {
  list('bare');
  search
    .on(DescribeDomainsCommand)
    .resolves({ DomainStatusList: [{ ARN: `${ARN}bare`, ClusterConfig: {} }] as never });
  const failed = { unseen: { kind: 'failed', action: 'es:ListDomainNames, es:DescribeDomains' } };
  expect(await collectAll(domain)).toMatchObject({
    [`${ARN}bare`]: {
      encryptedAtRest: failed,
      encryptedBetweenNodes: failed,
      httpsRequired: failed,
      tlsPolicy: failed,
      nodes: failed,
    },
  });
});

test('a refused listing or description throws', async () => {
  list('shop');
  search.on(DescribeDomainsCommand).rejects(denied);
  await expect(collectAll(domain)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'es:DescribeDomains' },
  });
  search.on(ListDomainNamesCommand).rejects(denied);
  await expect(collectAll(domain)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'es:ListDomainNames' },
  });
});
