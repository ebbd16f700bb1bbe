import {
  DescribeLoggingConfigurationCommand,
  NetworkFirewallClient,
  paginateListFirewalls,
} from '@aws-sdk/client-network-firewall';
import { defineCollector, from, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const listFirewalls = paged(
  'network-firewall:ListFirewalls',
  NetworkFirewallClient,
  paginateListFirewalls,
  (page) => page.Firewalls,
);
const describeLogging = operation(
  'network-firewall:DescribeLoggingConfiguration',
  NetworkFirewallClient,
  DescribeLoggingConfigurationCommand,
);

/** Every firewall of AWS Network Firewall of the account in the Region. */
export const firewall = defineCollector(
  {
    type: 'AWS::NetworkFirewall::Firewall',
    service: 'network-firewall',
    where: 'region',
    list: {
      uses: [listFirewalls],
      read: async (aws: Reader) =>
        (await aws(listFirewalls, { MaxResults: 100 })).map(({ FirewallArn }) => ({
          arn: required(FirewallArn, 'FirewallArn'),
        })),
    },
  },
  {
    // A firewall that never logged has no configuration at all.
    logTypes: from(
      describeLogging,
      ({ arn }) => ({ FirewallArn: arn }),
      ({ LoggingConfiguration: configuration }) =>
        configuration
          ? required(configuration.LogDestinationConfigs, 'LogDestinationConfigs')
              .map(({ LogType }) => required(LogType, 'LogType'))
              .sort()
          : [],
    ),
  },
);
