import {
  DescribeLoggingConfigurationCommand,
  ListFirewallsCommand,
  NetworkFirewallClient,
} from '@aws-sdk/client-network-firewall';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { firewall } from './network-firewall.ts';

const networkFirewall = mockClient(NetworkFirewallClient);
const ARN = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/';
const seen = (value: unknown) => ({ seen: true, value });
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
const destination = (LogType: 'ALERT' | 'FLOW') => ({
  LogType,
  LogDestinationType: 'S3' as const,
  LogDestination: { bucketName: 'logs' },
});

beforeEach(() => {
  networkFirewall.reset();
});

test('firewalls of every page have the types of their logs', async () => {
  networkFirewall
    .on(ListFirewallsCommand, { MaxResults: 100 })
    .resolves({ Firewalls: [{ FirewallArn: `${ARN}edge` }], NextToken: 'more' })
    .on(ListFirewallsCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({ Firewalls: ['silent', 'odd', 'secret'].map((name) => ({ FirewallArn: `${ARN}${name}` })) })
    .on(DescribeLoggingConfigurationCommand, { FirewallArn: `${ARN}edge` })
    .resolves({
      LoggingConfiguration: { LogDestinationConfigs: [destination('FLOW'), destination('ALERT')] },
    })
    .on(DescribeLoggingConfigurationCommand, { FirewallArn: `${ARN}silent` })
    .resolves({ FirewallArn: `${ARN}silent` })
    .on(DescribeLoggingConfigurationCommand, { FirewallArn: `${ARN}odd` })
    .resolves({ LoggingConfiguration: {} as never })
    .on(DescribeLoggingConfigurationCommand, { FirewallArn: `${ARN}secret` })
    .rejects(denied);
  const action = 'network-firewall:DescribeLoggingConfiguration';
  expect(await collectAll(firewall)).toMatchObject({
    [`${ARN}edge`]: { logTypes: seen(['ALERT', 'FLOW']) },
    [`${ARN}silent`]: { logTypes: seen([]) },
    [`${ARN}odd`]: { logTypes: { unseen: { kind: 'failed' } } },
    [`${ARN}secret`]: { logTypes: { unseen: { kind: 'denied', action } } },
  });
});

test('a refused listing throws', async () => {
  networkFirewall.on(ListFirewallsCommand).rejects(denied);
  await expect(collectAll(firewall)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'network-firewall:ListFirewalls' },
  });
});
