import {
  EC2Client,
  type ClientVpnEndpoint as FoundEndpoint,
  paginateDescribeClientVpnEndpoints,
} from '@aws-sdk/client-ec2';
import { defineCollector, listed, type Reader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeEndpoints = paged(
  'ec2:DescribeClientVpnEndpoints',
  EC2Client,
  paginateDescribeClientVpnEndpoints,
  (page) => page.ClientVpnEndpoints,
);

/** EC2 lists an endpoint for a while after its end. */
const ENDED: readonly (string | undefined)[] = ['deleting', 'deleted'];

interface ListedEndpoint {
  readonly arn: string;
  readonly endpoint: FoundEndpoint;
}

/** Every endpoint of the account in the Region at which people's own machines enter by VPN. */
export const clientVpnEndpoint = defineCollector(
  {
    type: 'AWS::EC2::ClientVpnEndpoint',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeEndpoints],
      read: async (aws: Reader): Promise<readonly ListedEndpoint[]> =>
        (await aws(describeEndpoints, { MaxResults: 1000 }))
          .filter(({ Status }) => !ENDED.includes(Status?.Code))
          .map((found) => ({
            arn: `arn:${aws.partition}:ec2:${aws.region}:${aws.account}:client-vpn-endpoint/${required(found.ClientVpnEndpointId, 'ClientVpnEndpointId')}`,
            endpoint: found,
          })),
    },
  },
  {
    connectionLog: listed(({ endpoint: { ConnectionLogOptions: options } }) =>
      required(options?.Enabled, 'ConnectionLogOptions.Enabled')
        ? required(options?.CloudwatchLogGroup, 'CloudwatchLogGroup')
        : null,
    ),
  },
);
