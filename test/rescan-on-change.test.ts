import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from '@jest/globals';
import { connect } from '#lib/adapters/deployment.ts';
import type { Announcement, FindingEvent } from '#lib/domain/event.ts';
import { announce } from '#lib/drift/announce.ts';
import { handler as rescanOnChange } from '../lambdas/rescan-on-change/handler.ts';
import { RULES } from '../rules/index.ts';
import { ACCOUNT, context, REGION, runByFunctions, useFunctions } from './support/functions.ts';
import { memoryAnnouncer } from './support/memory.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const functions = useFunctions('rescan');
const BUCKET = 'rescanned-bucket';
let group: string;

beforeAll(async () => {
  const [ec2, s3] = [new EC2Client({}), new S3Client({ forcePathStyle: true })];
  const made = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'shop', Description: 'shop' }));
  group = made.GroupId ?? '';
  await s3.send(
    new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket: BUCKET,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await runByFunctions();
}, 120_000);

/** A message with a record of CloudTrail, as the bus' rule hands it to the queue. */
const called = (eventName: string, eventSource: string, requestParameters: object) => ({
  messageId: eventName,
  body: JSON.stringify({
    eventVersion: '1.11',
    eventID: `id-of-${eventName}`,
    eventName,
    eventSource,
    eventTime: new Date().toISOString(),
    awsRegion: REGION,
    recipientAccountId: ACCOUNT,
    readOnly: false,
    managementEvent: true,
    sourceIPAddress: '192.0.2.7',
    userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann` },
    requestParameters,
    responseElements: null,
  }),
  attributes: { ApproximateReceiveCount: '1' },
});

/** What announce-drift makes of what is new in the table. */
async function news(): Promise<readonly Announcement[]> {
  const deployment = connect(functions.names);
  const announcer = memoryAnnouncer();
  const planned = async () => ({ id: null, map: null });
  const { Items = [] } = await new DynamoDBClient({}).send(
    new ScanCommand({ TableName: functions.names.table }),
  );
  for (const { pk, sk } of Items)
    await announce(
      { pk: pk?.S ?? '', sk: sk?.S ?? '' },
      { ...deployment, announcer, planned, clock: () => new Date(), rules: RULES },
    );
  return announcer.announced;
}

test('real changes are told within seconds, each with the call that made it; a poisoned message stands alone', async () => {
  await news(); // of the run
  const started = performance.now();
  await new EC2Client({}).send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  await new S3Client({ forcePathStyle: true }).send(new DeletePublicAccessBlockCommand({ Bucket: BUCKET }));
  const Records = [
    called('AuthorizeSecurityGroupIngress', 'ec2.amazonaws.com', { groupId: group }),
    called('DeleteBucketPublicAccessBlock', 's3.amazonaws.com', { bucketName: BUCKET }),
    { messageId: 'poison', body: 'not JSON', attributes: { ApproximateReceiveCount: '1' } },
  ];
  expect(await rescanOnChange({ Records }, context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'poison' }],
  });
  const drifts = (await news()).filter(({ type }) => type === 'Control Drift Detected');
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`from the change to ${drifts.length} drifts: ${seconds} s, of which 5 s for AWS to settle`);

  const told = drifts.map(({ detail }) => detail as FindingEvent);
  const causes = told.map(({ rule, cause }) => `${rule}: ${cause?.eventName}`);
  expect(causes).toContain('s3-bucket-public-access-block: DeleteBucketPublicAccessBlock');
  expect(causes.filter((cause) => /^ec2-.*: AuthorizeSecurityGroupIngress$/.test(cause))).not.toEqual([]);
  for (const { run, rescan, cause } of told)
    expect({ run, rescan, by: cause?.principal }).toEqual({
      run: { sequence: 1, id: null },
      rescan: expect.stringMatching(/^\d{8}T\d{9}Z$/),
      by: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann`,
    });

  // Delivered again, the calls are covered, and nothing is told twice.
  expect(await rescanOnChange({ Records: Records.slice(0, 2) }, context)).toEqual({ batchItemFailures: [] });
  expect(await news()).toEqual([]);
}, 120_000);
