import type { AwsBackup } from './backup.ts';

export interface Ec2Facts {
  'AWS::::Account': Ec2Account;
  'AWS::EC2::Instance': Instance;
  'AWS::EC2::SecurityGroup': SecurityGroup;
  'AWS::EC2::Snapshot': Snapshot;
  'AWS::EC2::VPC': Vpc;
  'AWS::EC2::Volume': Volume;
}

/** What EC2 keeps about the account in one Region. */
export interface Ec2Account {
  /** New EBS volumes and snapshot copies are encrypted, whatever their makers say. */
  readonly ebsEncryptionByDefault: boolean;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html */
export interface Instance {
  /** Where programs on the instance ask for its credentials; without a required token, version 1 answers too. */
  readonly metadataService: { readonly enabled: boolean; readonly tokenRequired: boolean };
  /** The ARN of the profile that gives it its role. */
  readonly instanceProfile: string | null;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export interface SecurityGroup {
  /** The one that every VPC has, which is taken where no other is named. */
  readonly isDefault: boolean;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
export interface TrafficRule {
  /** `tcp`, `udp`, `icmp`, ... or `-1` for all. */
  readonly protocol: string;
  /** Null: every port, or a protocol without ports. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  /** CIDR blocks, IPv4 and IPv6; prefix lists and other groups are not among them. */
  readonly cidrs: readonly string[];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html */
export interface Snapshot {
  readonly encrypted: boolean;
  /** Every AWS account can make a volume of it. */
  readonly public: boolean;
}

export interface Vpc {
  /** Active flow logs, those whose records are delivered; null: the VPC that AWS made, with nothing in it. */
  readonly flowLogs: readonly { readonly id: string; readonly traffic: 'ACCEPT' | 'REJECT' | 'ALL' }[] | null;
  /**
   * Ids of the configurations of Route 53 Resolver by which the DNS queries of the VPC are being logged; null: the VPC
   * that AWS made, with nothing in it.
   */
  readonly dnsQueryLogs: readonly string[] | null;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html */
export interface Volume {
  readonly encrypted: boolean;
  readonly ageDays: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The id of its instance, of the first where it has several; null: it is in no use. */
  readonly attachedTo: string | null;
  /**
   * What makes such instances anew with disks of their own, e.g. `the Auto Scaling group web`, where the volume ends
   * with its instance. Null: nothing does, or the volume stays.
   */
  readonly replacedBy: string | null;
  /** The newest complete snapshot of it that the account owns in the Region, and who took it. */
  readonly newestSnapshot: { readonly ageDays: number; readonly by: SnapshotMaker } | null;
  /** Of the volume, or of the instance that it is attached to. */
  readonly awsBackup: AwsBackup;
}

export type SnapshotMaker = 'AWS Backup' | 'Data Lifecycle Manager' | 'another maker';
