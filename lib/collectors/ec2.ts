import {
  EC2Client,
  type SecurityGroup as Ec2SecurityGroup,
  type Volume as Ec2Volume,
  type Vpc as Ec2Vpc,
  GetEbsEncryptionByDefaultCommand,
  type IpPermission,
  paginateDescribeFlowLogs,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeVolumes,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { TrafficRule } from '../domain/facts/ec2.ts';
import { defineCollector, from, listed, type Reader, required } from './collector.ts';
import { operation, paged } from './operation.ts';

const getEbsEncryptionByDefault = operation(
  'ec2:GetEbsEncryptionByDefault',
  EC2Client,
  GetEbsEncryptionByDefaultCommand,
);
const describeVolumes = paged(
  'ec2:DescribeVolumes',
  EC2Client,
  paginateDescribeVolumes,
  (page) => page.Volumes,
);
const describeVpcs = paged('ec2:DescribeVpcs', EC2Client, paginateDescribeVpcs, (page) => page.Vpcs);
const describeFlowLogs = paged(
  'ec2:DescribeFlowLogs',
  EC2Client,
  paginateDescribeFlowLogs,
  (page) => page.FlowLogs,
);
const describeNetworkInterfaces = paged(
  'ec2:DescribeNetworkInterfaces',
  EC2Client,
  paginateDescribeNetworkInterfaces,
  (page) => page.NetworkInterfaces,
);
const describeSecurityGroups = paged(
  'ec2:DescribeSecurityGroups',
  EC2Client,
  paginateDescribeSecurityGroups,
  (page) => page.SecurityGroups,
);

/** The ARN of a thing that EC2 names by an id alone. */
const arnOf = (aws: Reader, kind: string, id: string): string =>
  `arn:${aws.partition}:ec2:${aws.region}:${aws.account}:${kind}/${id}`;

/** The account in one Region, as far as EC2 knows it. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    ebsEncryptionByDefault: from(
      getEbsEncryptionByDefault,
      () => ({}),
      ({ EbsEncryptionByDefault }) => required(EbsEncryptionByDefault, 'EbsEncryptionByDefault'),
    ),
  },
);

interface ListedVolume {
  readonly arn: string;
  readonly volume: Ec2Volume;
}

/** Every EBS volume of the account in the Region, attached or not. */
export const volume = defineCollector(
  {
    type: 'AWS::EC2::Volume',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeVolumes],
      read: async (aws: Reader): Promise<readonly ListedVolume[]> =>
        (await aws(describeVolumes, {})).map((found) => ({
          arn: arnOf(aws, 'volume', required(found.VolumeId, 'VolumeId')),
          volume: found,
        })),
    },
  },
  { encrypted: listed(({ volume }) => required(volume.Encrypted, 'Encrypted')) },
);

interface ListedVpc {
  readonly arn: string;
  readonly vpc: Ec2Vpc;
}

/** Every VPC of the account in the Region, with its flow logs; those of its subnets or interfaces alone do not count. */
export const vpc = defineCollector(
  {
    type: 'AWS::EC2::VPC',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeVpcs],
      read: async (aws: Reader): Promise<readonly ListedVpc[]> =>
        (await aws(describeVpcs, {})).map((found) => ({
          arn: arnOf(aws, 'vpc', required(found.VpcId, 'VpcId')),
          vpc: found,
        })),
    },
  },
  {
    isDefault: listed(({ vpc }) => required(vpc.IsDefault, 'IsDefault')),
    inUse: from(
      describeNetworkInterfaces,
      () => ({}),
      (interfaces, { vpc }) => interfaces.some(({ VpcId }) => VpcId === vpc.VpcId),
    ),
    flowLogs: from(
      describeFlowLogs,
      () => ({}),
      (logs, { vpc }) =>
        logs
          .filter(
            ({ ResourceId, FlowLogStatus, DeliverLogsStatus }) =>
              ResourceId === vpc.VpcId && FlowLogStatus === 'ACTIVE' && DeliverLogsStatus !== 'FAILED',
          )
          .map(({ FlowLogId, TrafficType }) => ({
            id: required(FlowLogId, 'FlowLogId'),
            traffic: required(TrafficType, 'TrafficType'),
          })),
    ),
  },
);

interface ListedSecurityGroup {
  readonly arn: string;
  readonly group: Ec2SecurityGroup;
}

const trafficRule = ({ IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges }: IpPermission): TrafficRule => ({
  protocol: required(IpProtocol, 'IpProtocol'),
  ports: FromPort === undefined || ToPort === undefined ? null : { from: FromPort, to: ToPort },
  cidrs: [
    ...(IpRanges ?? []).map(({ CidrIp }) => required(CidrIp, 'CidrIp')),
    ...(Ipv6Ranges ?? []).map(({ CidrIpv6 }) => required(CidrIpv6, 'CidrIpv6')),
  ],
});

/** Every security group of the account in the Region. */
export const securityGroup = defineCollector(
  {
    type: 'AWS::EC2::SecurityGroup',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeSecurityGroups],
      read: async (aws: Reader): Promise<readonly ListedSecurityGroup[]> =>
        (await aws(describeSecurityGroups, {})).map((found) => ({
          arn: arnOf(aws, 'security-group', required(found.GroupId, 'GroupId')),
          group: found,
        })),
    },
  },
  {
    // The name `default` is AWS's own: nobody else can give it to a group.
    isDefault: listed(({ group }) => required(group.GroupName, 'GroupName') === 'default'),
    ingress: listed(({ group }) => (group.IpPermissions ?? []).map(trafficRule)),
    egress: listed(({ group }) => (group.IpPermissionsEgress ?? []).map(trafficRule)),
  },
);
