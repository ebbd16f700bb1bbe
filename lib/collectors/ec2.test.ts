import {
  DescribeFlowLogsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetEbsEncryptionByDefaultCommand,
} from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, securityGroup, volume, vpc } from './ec2.ts';

const ec2 = mockClient(EC2Client);
const ARN = 'arn:aws:ec2:eu-west-1:111122223333:';
const seen = (value: unknown) => ({ seen: true, value });
const refusal = Object.assign(new Error('no'), { name: 'UnauthorizedOperation' });

beforeEach(() => {
  ec2.reset();
});

test('the account is there also when nothing can be read', async () => {
  const root = 'arn:aws:iam::111122223333:root';
  ec2.on(GetEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault: true });
  expect(await collectAll(account)).toEqual({ [root]: { ebsEncryptionByDefault: seen(true) } });
  ec2.on(GetEbsEncryptionByDefaultCommand).resolves({});
  expect(await collectAll(account)).toMatchObject({
    [root]: { ebsEncryptionByDefault: { unseen: { kind: 'failed' } } },
  });
  ec2.on(GetEbsEncryptionByDefaultCommand).rejects(refusal);
  expect(await collectAll(account)).toMatchObject({
    [root]: {
      ebsEncryptionByDefault: { unseen: { kind: 'denied', action: 'ec2:GetEbsEncryptionByDefault' } },
    },
  });
});

test('volumes of every page', async () => {
  ec2
    .on(DescribeVolumesCommand)
    .resolves({ Volumes: [{ VolumeId: 'vol-1', Encrypted: true }], NextToken: 'more' });
  ec2
    .on(DescribeVolumesCommand, { NextToken: 'more' })
    .resolves({ Volumes: [{ VolumeId: 'vol-2', Encrypted: false }, { VolumeId: 'vol-3' }] });
  expect(await collectAll(volume)).toMatchObject({
    [`${ARN}volume/vol-1`]: { encrypted: seen(true) },
    [`${ARN}volume/vol-2`]: { encrypted: seen(false) },
    [`${ARN}volume/vol-3`]: { encrypted: { unseen: { kind: 'failed', action: 'ec2:DescribeVolumes' } } },
  });
});

test('VPCs with what is in them and their flow logs, in one request for each', async () => {
  ec2.on(DescribeVpcsCommand).resolves({
    Vpcs: [
      { VpcId: 'vpc-1', IsDefault: true },
      { VpcId: 'vpc-2', IsDefault: false },
    ],
  });
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [{ VpcId: 'vpc-2' }] });
  ec2.on(DescribeFlowLogsCommand).resolves({
    FlowLogs: [
      { FlowLogId: 'fl-1', ResourceId: 'vpc-2', FlowLogStatus: 'ACTIVE', TrafficType: 'ALL' },
      {
        FlowLogId: 'fl-2',
        ResourceId: 'vpc-2',
        FlowLogStatus: 'ACTIVE',
        DeliverLogsStatus: 'FAILED',
        TrafficType: 'ALL',
      },
      { FlowLogId: 'fl-3', ResourceId: 'subnet-1', FlowLogStatus: 'ACTIVE', TrafficType: 'ALL' },
    ],
  });
  expect(await collectAll(vpc)).toEqual({
    [`${ARN}vpc/vpc-1`]: { isDefault: seen(true), inUse: seen(false), flowLogs: seen([]) },
    [`${ARN}vpc/vpc-2`]: {
      isDefault: seen(false),
      inUse: seen(true),
      flowLogs: seen([{ id: 'fl-1', traffic: 'ALL' }]),
    },
  });
  expect(ec2.calls()).toHaveLength(3);
  ec2.on(DescribeFlowLogsCommand).rejects(refusal);
  expect((await collectAll(vpc))[`${ARN}vpc/vpc-2`]).toMatchObject({
    isDefault: seen(false),
    flowLogs: { unseen: { kind: 'denied', action: 'ec2:DescribeFlowLogs' } },
  });
});

test('security groups with both kinds of addresses', async () => {
  ec2.on(DescribeSecurityGroupsCommand).resolves({
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'admin',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 22,
            ToPort: 22,
            IpRanges: [{ CidrIp: '10.0.0.0/8' }],
            Ipv6Ranges: [{ CidrIpv6: '::/0' }],
          },
        ],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
      { GroupId: 'sg-2', GroupName: 'default' },
    ],
  });
  expect(await collectAll(securityGroup)).toEqual({
    [`${ARN}security-group/sg-1`]: {
      isDefault: seen(false),
      ingress: seen([{ protocol: 'tcp', ports: { from: 22, to: 22 }, cidrs: ['10.0.0.0/8', '::/0'] }]),
      egress: seen([{ protocol: '-1', ports: null, cidrs: ['0.0.0.0/0'] }]),
    },
    [`${ARN}security-group/sg-2`]: { isDefault: seen(true), ingress: seen([]), egress: seen([]) },
  });
});
