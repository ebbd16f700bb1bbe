import {
  DescribeFlowLogsCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetEbsEncryptionByDefaultCommand,
} from '@aws-sdk/client-ec2';
import {
  ListResolverQueryLogConfigAssociationsCommand,
  Route53ResolverClient,
} from '@aws-sdk/client-route53resolver';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account, instance, securityGroup, snapshot, volume, vpc } from './ec2.ts';

const ec2 = mockClient(EC2Client);
const resolver = mockClient(Route53ResolverClient);
const ARN = 'arn:aws:ec2:eu-west-1:111122223333:';
const OWN = { OwnerId: '111122223333' };
const SHARED = { OwnerId: '444455556666' };
const seen = (value: unknown) => ({ seen: true, value });
const refusal = Object.assign(new Error('no'), { name: 'UnauthorizedOperation' });

beforeEach(() => {
  ec2.reset();
  resolver.reset();
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
    .on(DescribeVolumesCommand, { MaxResults: 1000 })
    .resolves({ Volumes: [{ VolumeId: 'vol-1', Encrypted: true }], NextToken: 'more' });
  ec2
    .on(DescribeVolumesCommand, { NextToken: 'more' })
    .resolves({ Volumes: [{ VolumeId: 'vol-2', Encrypted: false }, { VolumeId: 'vol-3' }] });
  expect(await collectAll(volume, { facts: ['encrypted'] })).toMatchObject({
    [`${ARN}volume/vol-1`]: { encrypted: seen(true) },
    [`${ARN}volume/vol-2`]: { encrypted: seen(false) },
    [`${ARN}volume/vol-3`]: { encrypted: { unseen: { kind: 'failed', action: 'ec2:DescribeVolumes' } } },
  });
});

test('own snapshots of every page, and in one more listing those that everybody can restore', async () => {
  const own = { OwnerIds: ['self'], MaxResults: 1000 };
  ec2
    .on(DescribeSnapshotsCommand, own)
    .resolves({ Snapshots: [{ SnapshotId: 'snap-1', Encrypted: true }], NextToken: 'more' })
    .on(DescribeSnapshotsCommand, { ...own, NextToken: 'more' })
    .resolves({ Snapshots: [{ SnapshotId: 'snap-2', Encrypted: false }, { SnapshotId: 'snap-3' }] })
    .on(DescribeSnapshotsCommand, { ...own, RestorableByUserIds: ['all'] })
    .resolves({ Snapshots: [], NextToken: 'open' })
    .on(DescribeSnapshotsCommand, { ...own, RestorableByUserIds: ['all'], NextToken: 'open' })
    .resolves({ Snapshots: [{ SnapshotId: 'snap-2', Encrypted: false }] });
  const arn = 'arn:aws:ec2:eu-west-1::snapshot/';
  expect(await collectAll(snapshot)).toMatchObject({
    [`${arn}snap-1`]: { encrypted: seen(true), public: seen(false) },
    [`${arn}snap-2`]: { encrypted: seen(false), public: seen(true) },
    [`${arn}snap-3`]: { encrypted: { unseen: { kind: 'failed' } }, public: seen(false) },
  });
  expect(ec2.calls()).toHaveLength(4);
});

test('a refused listing of public snapshots does not make one private', async () => {
  ec2.on(DescribeSnapshotsCommand).resolves({ Snapshots: [{ SnapshotId: 'snap-1', Encrypted: true }] });
  ec2.on(DescribeSnapshotsCommand, { RestorableByUserIds: ['all'] }).rejects(refusal);
  expect(Object.values(await collectAll(snapshot))).toMatchObject([
    { encrypted: seen(true), public: { unseen: { kind: 'denied', action: 'ec2:DescribeSnapshots' } } },
  ]);
});

test('instances of every reservation, without those that have ended', async () => {
  const listed = (InstanceId: string, Name: 'running' | 'stopped' | 'shutting-down' | 'terminated') => ({
    InstanceId,
    State: { Name },
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' } as const,
  });
  ec2.on(DescribeInstancesCommand, { MaxResults: 1000 }).resolves({
    Reservations: [
      {
        Instances: [
          { ...listed('i-1', 'running'), IamInstanceProfile: { Arn: 'arn:web', Id: 'AIPA' } },
          listed('i-2', 'terminated'),
        ],
      },
      {
        Instances: [
          {
            ...listed('i-3', 'stopped'),
            MetadataOptions: { HttpEndpoint: 'disabled', HttpTokens: 'optional' },
          },
        ],
      },
    ],
    NextToken: 'more',
  });
  ec2.on(DescribeInstancesCommand, { NextToken: 'more' }).resolves({
    Reservations: [
      {
        Instances: [
          {
            ...listed('i-4', 'running'),
            MetadataOptions: { HttpEndpoint: 'enabled' },
            IamInstanceProfile: {},
          },
        ],
      },
      { Instances: [listed('i-5', 'shutting-down')] },
    ],
  });
  const all = await collectAll(instance);
  expect(all).toMatchObject({
    [`${ARN}instance/i-1`]: {
      metadataService: seen({ enabled: true, tokenRequired: true }),
      instanceProfile: seen('arn:web'),
    },
    [`${ARN}instance/i-3`]: {
      metadataService: seen({ enabled: false, tokenRequired: false }),
      instanceProfile: seen(null),
    },
    [`${ARN}instance/i-4`]: {
      metadataService: { unseen: { kind: 'failed', action: 'ec2:DescribeInstances' } },
      instanceProfile: { unseen: { kind: 'failed', action: 'ec2:DescribeInstances' } },
    },
  });
  expect(Object.keys(all)).toHaveLength(3);
});

test('VPCs with what is in them and their flow logs, in one request for each', async () => {
  ec2.on(DescribeVpcsCommand).resolves({
    Vpcs: [
      { VpcId: 'vpc-1', IsDefault: true, ...OWN },
      { VpcId: 'vpc-2', IsDefault: false, ...OWN },
      { VpcId: 'vpc-3', IsDefault: false, ...SHARED },
      { VpcId: 'vpc-4', IsDefault: false, ...OWN },
      { VpcId: 'vpc-5', IsDefault: true, ...OWN },
    ],
  });
  ec2
    .on(DescribeNetworkInterfacesCommand)
    .resolves({ NetworkInterfaces: [{ VpcId: 'vpc-2' }, { VpcId: 'vpc-5' }] });
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
  const association = (
    ResourceId: string,
    Status: 'ACTIVE' | 'FAILED',
    ResolverQueryLogConfigId: string,
  ) => ({
    ResourceId,
    Status,
    ResolverQueryLogConfigId,
  });
  resolver
    .on(ListResolverQueryLogConfigAssociationsCommand, { MaxResults: 100 })
    .resolves({
      ResolverQueryLogConfigAssociations: [association('vpc-2', 'ACTIVE', 'rqlc-2')],
      NextToken: 'more',
    })
    .on(ListResolverQueryLogConfigAssociationsCommand, { MaxResults: 100, NextToken: 'more' })
    .resolves({
      ResolverQueryLogConfigAssociations: [
        association('vpc-2', 'ACTIVE', 'rqlc-1'),
        association('vpc-4', 'FAILED', 'rqlc-1'),
      ],
    });
  expect(await collectAll(vpc)).toEqual({
    [`${ARN}vpc/vpc-1`]: { flowLogs: seen(null), dnsQueryLogs: seen(null) },
    [`${ARN}vpc/vpc-4`]: { flowLogs: seen([]), dnsQueryLogs: seen([]) },
    [`${ARN}vpc/vpc-5`]: { flowLogs: seen([]), dnsQueryLogs: seen([]) },
    [`${ARN}vpc/vpc-2`]: {
      flowLogs: seen([{ id: 'fl-1', traffic: 'ALL' }]),
      dnsQueryLogs: seen(['rqlc-1', 'rqlc-2']),
    },
  });
  expect(ec2.calls()).toHaveLength(3);
  expect(resolver.calls()).toHaveLength(2);
  ec2.on(DescribeFlowLogsCommand).rejects(refusal);
  resolver.on(ListResolverQueryLogConfigAssociationsCommand).rejects(refusal);
  expect((await collectAll(vpc))[`${ARN}vpc/vpc-2`]).toMatchObject({
    flowLogs: { unseen: { kind: 'denied', action: 'ec2:DescribeFlowLogs' } },
    dnsQueryLogs: {
      unseen: { kind: 'denied', action: 'route53resolver:ListResolverQueryLogConfigAssociations' },
    },
  });
});

test('security groups with both kinds of addresses', async () => {
  ec2.on(DescribeSecurityGroupsCommand).resolves({
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'admin',
        ...OWN,
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
      { GroupId: 'sg-2', GroupName: 'default', ...OWN },
      { GroupId: 'sg-3', GroupName: 'shared', ...SHARED },
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
