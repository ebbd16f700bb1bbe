import { DescribeClientVpnEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { clientVpnEndpoint } from './client-vpn.ts';

const ec2 = mockClient(EC2Client);
const ARN = 'arn:aws:ec2:eu-west-1:111122223333:client-vpn-endpoint/';
const seen = (value: unknown) => ({ seen: true, value });
const endpoint = (ClientVpnEndpointId: string, ConnectionLogOptions: object, Code = 'available') => ({
  ClientVpnEndpointId,
  ConnectionLogOptions,
  Status: { Code: Code as 'available' },
});

beforeEach(() => {
  ec2.reset();
});

test('endpoints of every page that have not ended have the log of their connections', async () => {
  ec2
    .on(DescribeClientVpnEndpointsCommand, { MaxResults: 1000 })
    .resolves({
      ClientVpnEndpoints: [endpoint('c-1', { Enabled: true, CloudwatchLogGroup: 'vpn' })],
      NextToken: 'more',
    })
    .on(DescribeClientVpnEndpointsCommand, { MaxResults: 1000, NextToken: 'more' })
    .resolves({
      ClientVpnEndpoints: [
        endpoint('c-2', { Enabled: false }, 'pending-associate'),
        endpoint('c-3', { Enabled: false }, 'deleted'),
        endpoint('c-4', {}),
      ],
    });
  const all = await collectAll(clientVpnEndpoint);
  expect(all).toMatchObject({
    [`${ARN}c-1`]: { connectionLog: seen('vpn') },
    [`${ARN}c-2`]: { connectionLog: seen(null) },
    [`${ARN}c-4`]: { connectionLog: { unseen: { kind: 'failed' } } },
  });
  expect(Object.keys(all)).toHaveLength(3);
});

test('a refused listing throws', async () => {
  ec2
    .on(DescribeClientVpnEndpointsCommand)
    .rejects(Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
  await expect(collectAll(clientVpnEndpoint)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'ec2:DescribeClientVpnEndpoints' },
  });
});
