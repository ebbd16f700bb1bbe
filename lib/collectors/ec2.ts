import {
  EC2Client,
  type Instance as Ec2Instance,
  type SecurityGroup as Ec2SecurityGroup,
  type Snapshot as Ec2Snapshot,
  type Volume as Ec2Volume,
  type Vpc as Ec2Vpc,
  GetEbsEncryptionByDefaultCommand,
  type IpPermission,
  paginateDescribeFlowLogs,
  paginateDescribeInstances,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeSnapshots,
  paginateDescribeVolumes,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { TrafficRule } from '../domain/facts/ec2.ts';
import { BACKUP_OPERATIONS, backupOf } from './backup-coverage.ts';
import {
  ageInDays,
  defineCollector,
  type FactReader,
  from,
  listed,
  type Reader,
  required,
} from './collector.ts';
import { listQueryLogAssociations } from './dns-queries.ts';
import { attachedTo, endsWithInstance, instancesById, newestSnapshots, replacedBy } from './ec2-volume.ts';
import { operation, paged } from './operation.ts';
import { tagsOf } from './tags.ts';

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
const describeSnapshots = paged(
  'ec2:DescribeSnapshots',
  EC2Client,
  paginateDescribeSnapshots,
  (page) => page.Snapshots,
);
const describeInstances = paged('ec2:DescribeInstances', EC2Client, paginateDescribeInstances, (page) =>
  page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
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

/** EC2 pages only when asked to. A new object each time: the SDK's paginators write their token into what they get. */
const inPages = () => ({ MaxResults: 1000 });

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

const own = () => ({ OwnerIds: ['self'], ...inPages() });

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
        (await aws(describeVolumes, inPages())).map((found) => ({
          arn: arnOf(aws, 'volume', required(found.VolumeId, 'VolumeId')),
          volume: found,
        })),
    },
  },
  {
    encrypted: listed(({ volume }) => required(volume.Encrypted, 'Encrypted')),
    ageDays: listed(({ volume }, aws) => ageInDays(aws, required(volume.CreateTime, 'CreateTime'))),
    tags: listed(({ volume }) => tagsOf(volume.Tags)),
    attachedTo: listed(({ volume }) => attachedTo(volume)),
    replacedBy: {
      uses: [describeInstances],
      read: async (aws, { volume }) => {
        const id = attachedTo(volume);
        if (id === null || !endsWithInstance(volume)) return null;
        return replacedBy(instancesById(await aws(describeInstances, inPages())).get(id));
      },
    },
    newestSnapshot: from(describeSnapshots, own, (snapshots, { volume }, aws) => {
      const newest = newestSnapshots(snapshots).get(required(volume.VolumeId, 'VolumeId'));
      return newest ? { ageDays: ageInDays(aws, newest.started), by: newest.by } : null;
    }),
    // AWS Backup holds a volume by itself, or as a part of its instance.
    awsBackup: {
      uses: [describeInstances, ...BACKUP_OPERATIONS],
      read: async (aws, { arn, volume }) => {
        const id = attachedTo(volume);
        const instance = id && instancesById(await aws(describeInstances, inPages())).get(id);
        return backupOf(aws, [
          { arn, tags: tagsOf(volume.Tags) },
          ...(instance ? [{ arn: arnOf(aws, 'instance', id), tags: tagsOf(instance.Tags) }] : []),
        ]);
      },
    },
  },
);

interface ListedSnapshot {
  readonly arn: string;
  readonly snapshot: Ec2Snapshot;
}

/** Every EBS snapshot that the account owns in the Region; those that others share with it are theirs. */
export const snapshot = defineCollector(
  {
    type: 'AWS::EC2::Snapshot',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeSnapshots],
      read: async (aws: Reader): Promise<readonly ListedSnapshot[]> =>
        (await aws(describeSnapshots, own())).map((found) => ({
          // The ARN of a snapshot names no account.
          arn: `arn:${aws.partition}:ec2:${aws.region}::snapshot/${required(found.SnapshotId, 'SnapshotId')}`,
          snapshot: found,
        })),
    },
  },
  {
    encrypted: listed(({ snapshot }) => required(snapshot.Encrypted, 'Encrypted')),
    // One request for all that everybody can restore, instead of one for the permissions of each.
    public: from(
      describeSnapshots,
      () => ({ ...own(), RestorableByUserIds: ['all'] }),
      (open, { snapshot }) => open.some(({ SnapshotId }) => SnapshotId === snapshot.SnapshotId),
    ),
  },
);

interface ListedInstance {
  readonly arn: string;
  readonly instance: Ec2Instance;
}

/** EC2 lists an instance for about an hour after its end. */
const ENDED: readonly (string | undefined)[] = ['shutting-down', 'terminated'];

/** Every EC2 instance of the account in the Region, also while it is stopped. */
export const instance = defineCollector(
  {
    type: 'AWS::EC2::Instance',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeInstances],
      read: async (aws: Reader): Promise<readonly ListedInstance[]> =>
        (await aws(describeInstances, inPages()))
          .filter(({ State }) => !ENDED.includes(State?.Name))
          .map((found) => ({
            arn: arnOf(aws, 'instance', required(found.InstanceId, 'InstanceId')),
            instance: found,
          })),
    },
  },
  {
    metadataService: listed(({ instance: { MetadataOptions: options } }) => ({
      enabled: required(options?.HttpEndpoint, 'HttpEndpoint') === 'enabled',
      tokenRequired: required(options?.HttpTokens, 'HttpTokens') === 'required',
    })),
    instanceProfile: listed(({ instance: { IamInstanceProfile: profile } }) =>
      profile ? required(profile.Arn, 'IamInstanceProfile.Arn') : null,
    ),
  },
);

interface ListedVpc {
  readonly arn: string;
  readonly vpc: Ec2Vpc;
}

/** A fact of a VPC; null for the one that AWS made, with nothing attached to it: nobody asks what that one records. */
const ofUsed = <V>(
  uses: FactReader<ListedVpc, V>['uses'],
  read: (aws: Reader, found: ListedVpc) => Promise<V>,
): FactReader<ListedVpc, V | null> => ({
  uses: [describeNetworkInterfaces, ...uses],
  read: async (aws, found) => {
    const { VpcId, IsDefault } = found.vpc;
    const isUsed =
      !required(IsDefault, 'IsDefault') ||
      (await aws(describeNetworkInterfaces, inPages())).some((attached) => attached.VpcId === VpcId);
    return isUsed ? read(aws, found) : null;
  },
});

/**
 * Every VPC that the account owns in the Region, with its flow logs; those of its subnets or interfaces alone do not
 * count. VPCs that others share with it are theirs: only their owner can record them.
 */
export const vpc = defineCollector(
  {
    type: 'AWS::EC2::VPC',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeVpcs],
      read: async (aws: Reader): Promise<readonly ListedVpc[]> =>
        (await aws(describeVpcs, {}))
          .filter(({ OwnerId }) => required(OwnerId, 'OwnerId') === aws.account)
          .map((found) => ({ arn: arnOf(aws, 'vpc', required(found.VpcId, 'VpcId')), vpc: found })),
    },
  },
  {
    flowLogs: ofUsed([describeFlowLogs], async (aws, { vpc }) =>
      (await aws(describeFlowLogs, {}))
        .filter(
          ({ ResourceId, FlowLogStatus, DeliverLogsStatus }) =>
            ResourceId === vpc.VpcId && FlowLogStatus === 'ACTIVE' && DeliverLogsStatus !== 'FAILED',
        )
        .map(({ FlowLogId, TrafficType }) => ({
          id: required(FlowLogId, 'FlowLogId'),
          traffic: required(TrafficType, 'TrafficType'),
        })),
    ),
    dnsQueryLogs: ofUsed([listQueryLogAssociations], async (aws, { vpc }) =>
      (await aws(listQueryLogAssociations, { MaxResults: 100 }))
        .filter(({ ResourceId, Status }) => ResourceId === vpc.VpcId && Status === 'ACTIVE')
        .map((association) => required(association.ResolverQueryLogConfigId, 'ResolverQueryLogConfigId'))
        .sort(),
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

/** Every security group that the account owns in the Region, without those that others share with it. */
export const securityGroup = defineCollector(
  {
    type: 'AWS::EC2::SecurityGroup',
    service: 'ec2',
    where: 'region',
    list: {
      uses: [describeSecurityGroups],
      read: async (aws: Reader): Promise<readonly ListedSecurityGroup[]> =>
        (await aws(describeSecurityGroups, {}))
          .filter(({ OwnerId }) => required(OwnerId, 'OwnerId') === aws.account)
          .map((found) => ({
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
