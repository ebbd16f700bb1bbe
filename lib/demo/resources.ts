import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVolumeCommand,
  DescribeVpcsCommand,
  EC2Client,
  EnableEbsEncryptionByDefaultCommand,
} from '@aws-sdk/client-ec2';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type DemoRegion, REGIONS, type Site } from './site.ts';

/** Puts one thing into an account. */
export type Furnish = (site: Site) => Promise<unknown>;

/** A virtual MFA device's ARN is made of its name. */
export const mfaSerial = (site: Site, user: string): string => `arn:aws:iam::${site.account}:mfa/${user}`;

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A bucket as a careful team makes it, but for what is named in `without`. */
export const bucket =
  (name: string, without: readonly ('tls' | 'block' | 'versions')[] = []): Furnish =>
  async (site) => {
    const s3 = site.client(S3Client);
    const Bucket = `${name}-${site.account}`;
    const arn = `arn:aws:s3:::${Bucket}`;
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGIONS[0] } }),
    );
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        // AWS does this to every new bucket by itself; the emulator does not.
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    );
    if (!without.includes('versions'))
      await s3.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      );
    if (!without.includes('block'))
      await s3.send(
        new PutPublicAccessBlockCommand({
          Bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            BlockPublicPolicy: true,
            RestrictPublicBuckets: true,
          },
        }),
      );
    if (!without.includes('tls'))
      await s3.send(
        new PutBucketPolicyCommand({
          Bucket,
          Policy: document({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [arn, `${arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        }),
      );
  };

/** The account's trail, of all Regions and validated, into a bucket that `bucket('trail')` made. */
export const trail =
  (name: string): Furnish =>
  async (site) => {
    const cloudtrail = site.client(CloudTrailClient);
    await cloudtrail.send(
      new CreateTrailCommand({
        Name: name,
        S3BucketName: `trail-${site.account}`,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
      }),
    );
    await cloudtrail.send(new StartLoggingCommand({ Name: name }));
  };

/** A customer's key. The emulator needs a policy to show one. */
export const key =
  (rotation: boolean, region: DemoRegion = REGIONS[0]): Furnish =>
  async (site) => {
    const kms = site.client(KMSClient, region);
    const Policy = document({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${site.account}:root` },
      Action: 'kms:*',
      Resource: '*',
    });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    if (rotation) await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata?.KeyId }));
  };

/** A person who signs in to the console, or a program's user with an access key, or both. */
export const user =
  (
    UserName: string,
    { console = false, mfa = false, accessKey = false, administrator = false } = {},
  ): Furnish =>
  async (site) => {
    const iam = site.client(IAMClient);
    await iam.send(new CreateUserCommand({ UserName }));
    if (console)
      await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Demo-Pass-0123456789!' }));
    if (mfa) {
      await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
      await enableMfa(site, UserName);
    }
    if (accessKey) await iam.send(new CreateAccessKeyCommand({ UserName }));
    if (administrator) {
      const { Policy } = await iam.send(
        new CreatePolicyCommand({
          PolicyName: `${UserName}-everything`,
          PolicyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*' }),
        }),
      );
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
    }
  };

/** Gives a user the device that was made for them. */
export const enableMfa = (site: Site, UserName: string): Promise<unknown> =>
  site.client(IAMClient).send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: mfaSerial(site, UserName),
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    }),
  );

/** A role that a service, or anybody at all, can assume. */
export const role =
  (RoleName: string, principal: object | '*'): Furnish =>
  (site) =>
    site.client(IAMClient).send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: document({
          Effect: 'Allow',
          Principal: principal,
          Action: 'sts:AssumeRole',
        }),
      }),
    );

/** A password policy that passes. */
export const passwordPolicy: Furnish = (site) =>
  site.client(IAMClient).send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 16,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercaseCharacters: true,
      PasswordReusePrevention: 24,
    }),
  );

/** A PostgreSQL database, encrypted and backed up for `backupDays`. */
export const database =
  (DBInstanceIdentifier: string, backupDays: number, { encrypted = true } = {}): Furnish =>
  (site) =>
    site.client(RDSClient).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier,
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.medium',
        AllocatedStorage: 20,
        MasterUsername: 'owner',
        MasterUserPassword: 'demo-password',
        StorageEncrypted: encrypted,
        BackupRetentionPeriod: backupDays,
        PubliclyAccessible: false,
        DeletionProtection: true,
        MultiAZ: true,
      }),
    );

/** A table, recoverable to any point in time or not. */
export const table =
  (TableName: string, recoverable: boolean): Furnish =>
  async (site) => {
    const dynamodb = site.client(DynamoDBClient);
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        DeletionProtectionEnabled: recoverable,
      }),
    );
    if (recoverable)
      await dynamodb.send(
        new UpdateContinuousBackupsCommand({
          TableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      );
  };

/** A disk. */
export const volume =
  (Encrypted: boolean): Furnish =>
  (site) =>
    site
      .client(EC2Client)
      .send(new CreateVolumeCommand({ AvailabilityZone: `${REGIONS[0]}a`, Size: 8, Encrypted }));

/** New disks are encrypted from now on, in both Regions. */
export const encryptNewVolumes: Furnish = (site) =>
  Promise.all(
    REGIONS.map((region) => site.client(EC2Client, region).send(new EnableEbsEncryptionByDefaultCommand({}))),
  );

/** A security group that lets the whole internet in at one port. */
export const openPort =
  (GroupName: string, port: number): Furnish =>
  async (site) => {
    const ec2 = site.client(EC2Client);
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId: Vpcs?.[0]?.VpcId }),
    );
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
        ],
      }),
    );
  };

/** A log group; null keeps its events forever. */
export const logGroup =
  (logGroupName: string, retentionInDays: number | null): Furnish =>
  async (site) => {
    const logs = site.client(CloudWatchLogsClient);
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    if (retentionInDays !== null)
      await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
  };

/** A queue, encrypted by SQS itself or not at all. */
export const queue =
  (QueueName: string, encrypted: boolean): Furnish =>
  (site) =>
    site
      .client(SQSClient)
      .send(new CreateQueueCommand({ QueueName, Attributes: { SqsManagedSseEnabled: String(encrypted) } }));

/** A topic, encrypted with the AWS-managed key or not at all. */
export const topic =
  (Name: string, encrypted: boolean): Furnish =>
  (site) =>
    site.client(SNSClient).send(
      new CreateTopicCommand({
        Name,
        ...(encrypted && { Attributes: { KmsMasterKeyId: 'alias/aws/sns' } }),
      }),
    );
