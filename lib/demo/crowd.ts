import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateVolumeCommand, DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import pLimit from 'p-limit';
import { managementSite, memberSite, REGIONS, type Site } from './site.ts';

/** Where the crowd's resources are. */
export const CROWD_REGION = REGIONS[0];
const CONCURRENCY = 8;
/** The emulator needs a policy to show one. */
const KEY_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }],
});
const TRUST_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/**
 * Fills an emulator with an Organization of like accounts, for measuring.
 * @param endpoint the emulator's
 * @param count accounts beside the management account
 * @returns their ids
 */
export async function seedCrowd(endpoint: string, count: number): Promise<readonly string[]> {
  const organizations = managementSite(endpoint).client(OrganizationsClient);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const limit = pLimit(CONCURRENCY);
  const accounts: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: `crowd-${index}`, Email: `crowd-${index}@example.com` }),
    );
    accounts.push(CreateAccountStatus?.AccountId ?? '');
  }
  await Promise.all(accounts.map((account) => limit(() => furnish(endpoint, account))));
  return accounts;
}

/**
 * What each account has, a hundred resources in the proportions of an account with a few services in it: how many, what
 * AWS Config counts them as in the Region (null where it does not), and how one is made.
 */
const FURNITURE: readonly (readonly [
  number,
  string | null,
  (site: Site, name: string) => Promise<unknown>,
])[] = [
  [
    4,
    'AWS::S3::Bucket',
    (site, name) =>
      site.client(S3Client).send(
        new CreateBucketCommand({
          Bucket: `crowd-${site.account}-${name}`,
          CreateBucketConfiguration: { LocationConstraint: CROWD_REGION },
        }),
      ),
  ],
  [4, 'AWS::KMS::Key', (site) => site.client(KMSClient).send(new CreateKeyCommand({ Policy: KEY_POLICY }))],
  [
    4,
    'AWS::SQS::Queue',
    (site, name) => site.client(SQSClient).send(new CreateQueueCommand({ QueueName: name })),
  ],
  [4, null, (site, name) => site.client(IAMClient).send(new CreateUserCommand({ UserName: name }))],
  [
    4,
    'AWS::DynamoDB::Table',
    (site, name) =>
      site.client(DynamoDBClient).send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        }),
      ),
  ],
  [
    20,
    null,
    (site, name) =>
      site
        .client(IAMClient)
        .send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: TRUST_POLICY })),
  ],
  [
    20,
    null,
    (site, name) =>
      site.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: `/crowd/${name}` })),
  ],
  [
    40,
    'AWS::EC2::Volume',
    (site) =>
      site.client(EC2Client).send(new CreateVolumeCommand({ AvailabilityZone: `${CROWD_REGION}a`, Size: 1 })),
  ],
];

/** What the emulator has in every Region. */
const FROM_THE_BEGINNING = { 'AWS::EC2::VPC': 1, 'AWS::EC2::SecurityGroup': 1, 'AWS::EC2::Subnet': 3 };

/** What AWS Config counts in the crowd's accounts where it records everything. */
export const crowdCounts = (region: string): Readonly<Record<string, number>> =>
  region === CROWD_REGION
    ? {
        ...FROM_THE_BEGINNING,
        ...Object.fromEntries(FURNITURE.flatMap(([count, type]) => (type ? [[type, count]] : []))),
      }
    : FROM_THE_BEGINNING;

async function furnish(endpoint: string, account: string): Promise<void> {
  const site = await memberSite(endpoint, account);
  for (const [count, , make] of FURNITURE)
    for (let index = 0; index < count; index += 1) await make(site, `thing-${index}`);
}

/**
 * How many requests per second the emulator answers at most, over a mix of listings like a scan's.
 * @param milliseconds how long to measure
 */
export async function measureCeiling(endpoint: string, milliseconds: number): Promise<number> {
  const site = managementSite(endpoint);
  const [s3, kms, ec2, dynamodb, iam] = [
    site.client(S3Client),
    site.client(KMSClient),
    site.client(EC2Client),
    site.client(DynamoDBClient),
    site.client(IAMClient),
  ];
  const mix = [
    () => s3.send(new ListBucketsCommand({})),
    () => kms.send(new ListKeysCommand({})),
    () => ec2.send(new DescribeVolumesCommand({})),
    () => dynamodb.send(new ListTablesCommand({})),
    () => iam.send(new ListUsersCommand({})),
  ];
  for (const request of mix) await request();
  const end = performance.now() + milliseconds;
  let answered = 0;
  const worker = async (offset: number): Promise<void> => {
    for (let index = offset; performance.now() < end; index += 1) {
      await mix[index % mix.length]?.();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, (_, offset) => worker(offset)));
  return (answered * 1_000) / milliseconds;
}
