// Deploys Vouch into one emulator, lets it scan an Organization that another one plays, and looks at what it did.
//   npm run e2e:deploy
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { DeletePublicAccessBlockCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { connect, DEPLOYMENT_VARIABLES, type DeploymentNames } from '#lib/adapters/deployment.ts';
import { invoke } from '#lib/adapters/lambda.ts';
import { run as vouch } from '#lib/cli/program.ts';
import { absentPlayer } from '#lib/demo/absent.ts';
import { backupPlayer } from '#lib/demo/backup.ts';
import { ensureMinistack, startMinistack } from '#lib/demo/ministack.ts';
import { ensureMoto, startMoto } from '#lib/demo/moto.ts';
import { buildOrganization } from '#lib/demo/organization.ts';
import { startProxy } from '#lib/demo/proxy.ts';
import { REGIONS, type Site } from '#lib/demo/site.ts';
import { CHANNELS } from '#lib/domain/alert.ts';
import { type FindingEvent, HEARD, type RunEvent } from '#lib/domain/event.ts';
import type { AlertDocument } from '#lib/domain/letter.ts';
import { payloadOf } from '#lib/evidence/dsse.ts';
import type { Seal } from '#lib/evidence/seal.ts';
import { verifyFile } from '#lib/evidence/verify.ts';
import { sealKey } from '#lib/scan/keys.ts';
import { cdk } from './cdk.ts';

const RUN_MS = 180_000;
/** From the table's stream to the listener's queue. */
const EVENTS_MS = 60_000;
/** From a change to the drift that it is: the goal of the design. */
const CHANGE_MS = 120_000;
const SCOPE = `regions: [${REGIONS.join(', ')}]\naccess: { externalId: some-unguessable-text }\n`;

const say = (line: string): void => console.error(line);

/** States what must hold. @throws Error when it does not */
function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`NOT SO: ${what}`);
  console.log(`ok  ${what}`);
}

/** So that calls of members are followed up; what forwards them there is held by the tests of lib/stacks. */
const LISTENING = [
  'organizationId=o-abcdefghij',
  'organizationUnits=r-ab12',
  'changeRegions=eu-west-1,us-east-1',
];

/** What every command of the CDK gets: the app as it is deployed here, and its scope file. */
const inEmulator = (folder: string): readonly string[] => [
  '--app',
  `"${process.execPath}" --import tsx bin/tools/e2e-app.ts`,
  '--context',
  `scope=${join(folder, 'scope.yaml')}`,
  ...LISTENING.flatMap((setting) => ['--context', setting]),
];

/** Starts the workflow and waits for its end. @returns its last status */
async function execute(stateMachineArn: string): Promise<string> {
  const sfn = new SFNClient({});
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
  for (const start = Date.now(); Date.now() - start < RUN_MS; await wait(500)) {
    const { status, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING') continue;
    if (error) say(`${error}: ${cause}`);
    return status ?? 'unknown';
  }
  return 'still RUNNING';
}

/** Yesterday to tomorrow: the runs, also when midnight falls between them. */
function aroundToday(): { readonly from: string; readonly to: string } {
  const day = Date.parse(new Date().toISOString().slice(0, 10));
  const time = (days: number): string => new Date(day + days * 86_400_000).toISOString();
  return { from: time(-1), to: time(2) };
}

interface Heard {
  readonly type: string;
  readonly detail: FindingEvent | RunEvent;
}

/** A queue that gets everything that Vouch announces. @returns what it has had so far */
async function listen(bus: string): Promise<() => Promise<readonly Heard[]>> {
  const [sqs, events] = [new SQSClient({}), new EventBridgeClient({})];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'listener' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const rule = { EventBusName: bus, EventPattern: JSON.stringify({ source: ['vouch'] }) };
  await events.send(new PutRuleCommand({ Name: 'listener', ...rule }));
  await events.send(
    new PutTargetsCommand({
      Rule: 'listener',
      EventBusName: bus,
      Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }],
    }),
  );
  const heard: Heard[] = [];
  return async () => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      if (Messages.length === 0) return heard;
      for (const { Body = '{}' } of Messages) {
        const { 'detail-type': type, detail } = JSON.parse(Body);
        heard.push({ type, detail });
      }
    }
  };
}

/** A queue that subscribes to every topic of alerts. @returns what it was told so far */
async function subscribe(topics: readonly string[]): Promise<() => Promise<readonly AlertDocument[]>> {
  const [sqs, sns] = [new SQSClient({}), new SNSClient({})];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'subscriber' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  for (const TopicArn of topics)
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  const told: AlertDocument[] = [];
  return async () => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      if (Messages.length === 0) return told;
      for (const { Body = '{}' } of Messages) told.push(JSON.parse(JSON.parse(Body).Message));
    }
  };
}

type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const namesFrom = ({ VouchRecord = {} }: Outputs): DeploymentNames =>
  Object.fromEntries(
    Object.entries(DEPLOYMENT_VARIABLES).map(([name, variable]) => [
      name,
      VouchRecord[variable.replaceAll('_', '')],
    ]),
  ) as unknown as DeploymentNames;

async function prove(folder: string, scanned: Awaited<ReturnType<typeof buildOrganization>>): Promise<void> {
  await writeFile(join(folder, 'scope.yaml'), SCOPE);
  say('cdk bootstrap ...');
  await cdk(folder, 'bootstrap', `aws://000000000000/${REGIONS[0]}`, ...inEmulator(folder));
  say('cdk deploy VouchAudit ...');
  const file = join(folder, 'outputs.json');
  const quietly = ['--require-approval', 'never', '--outputs-file', file];
  await cdk(folder, 'deploy', 'VouchAudit', ...quietly, ...inEmulator(folder));
  const outputs = JSON.parse(await readFile(file, 'utf8')) as Outputs;
  const names = namesFrom(outputs);
  const { StartRun = '', BuildBundle = '' } = outputs.VouchAudit ?? {};
  const { store, evidence } = connect(names);
  const heard = await listen(names.bus);
  const audit = outputs.VouchAudit ?? {};
  const told = await subscribe(CHANNELS.map((channel) => audit[`Alerts${channel}`] ?? ''));

  say('The first run ...');
  check('the workflow of the first run succeeds', (await execute(StartRun)) === 'SUCCEEDED');
  await scanned.sites.payments
    .client(CloudTrailClient)
    .send(new StopLoggingCommand({ Name: 'account-trail' }));
  say('The second run, after a trail was stopped ...');
  check('the workflow of the second run succeeds', (await execute(StartRun)) === 'SUCCEEDED');

  const last = await store.lastRun();
  check(
    `run 2 is sealed as partial: ${last?.targets.scanned} of ${last?.targets.expected} targets were scanned`,
    last?.sequence === 2 && last.status === 'partial' && last.targets.expected - last.targets.scanned === 3,
  );
  for (const sequence of [1, 2]) {
    const stored = await evidence.get(sealKey(sequence));
    check(
      `seal ${sequence} lies in the bucket, signed`,
      stored !== null && payloadOf<Seal>(stored.body).sequence === sequence,
    );
  }
  let heartbeats = 0;
  for await (const target of store.targets()) {
    const { heartbeat } = await store.target(target);
    if (heartbeat?.sequence === 2) heartbeats += 1;
  }
  check(`every target has a heartbeat of run 2: ${heartbeats}`, heartbeats === last?.targets.expected);
  let failing = 0;
  for await (const finding of store.failing()) if (finding.verdict === 'FAIL') failing += 1;
  check(`failing findings are in the table: ${failing}`, failing > 0);
  const stopped = `cloudtrail-multi-region-trail-logging ${scanned.sites.payments.account}`;
  const expected: string[] = [];
  const drifted: string[] = [];
  const { from, to } = aroundToday();
  for await (const transition of store.transitionsBetween(from, to)) {
    if (transition.kind in HEARD) expected.push(`${transition.sequence} ${transition.resource}`);
    if (transition.kind === 'drift') drifted.push(`${transition.rule} ${transition.account}`);
  }
  check(`the stopped trail is a drift: ${drifted.join(', ')}`, drifted.includes(stopped));
  await proveEvents(heard, expected.length, stopped);
  await proveAlerts(told, stopped);
  await proveRescan(heard, names.bus, scanned.sites.payments);
  await proveBundle(folder, names, BuildBundle);
}

/** Every transition that somebody hears of, and both runs, are on the bus, each once; the drift is among them. */
async function proveEvents(
  heard: () => Promise<readonly Heard[]>,
  transitions: number,
  stopped: string,
): Promise<void> {
  const wanted = transitions + 2;
  let events = await heard();
  for (const start = Date.now(); events.length < wanted && Date.now() - start < EVENTS_MS; await wait(500))
    events = await heard();
  const types = [...new Set(events.map(({ type }) => type))].sort();
  const ids = new Set(events.map(({ detail }) => detail.id));
  check(
    `${events.length} events arrived, each once: ${types.join(', ')}`,
    events.length === wanted && ids.size === wanted,
  );
  const drift = events.find(
    ({ type, detail }) =>
      type === 'Control Drift Detected' && 'rule' in detail && stopped === `${detail.rule} ${detail.account}`,
  );
  check('the drift event names the stopped trail', drift !== undefined);
  say(JSON.stringify(drift, null, 2));
}

/** The drift is told once, and each run has ended a digest. */
async function proveAlerts(told: () => Promise<readonly AlertDocument[]>, stopped: string): Promise<void> {
  const about = ({ events }: AlertDocument) =>
    events.some(({ event: { type, detail } }) => {
      const named = 'account' in detail && 'rule' in detail ? `${detail.rule} ${detail.account}` : '';
      return type === 'Control Drift Detected' && named === stopped;
    });
  const digests = (documents: readonly AlertDocument[]) => documents.filter(({ kind }) => kind === 'digest');
  const complete = (documents: readonly AlertDocument[]) =>
    documents.some(about) && digests(documents).length >= 2;
  let documents = await told();
  for (const start = Date.now(); !complete(documents) && Date.now() - start < EVENTS_MS; await wait(500))
    documents = await told();
  check(
    `${documents.length} messages came over the topics, the stopped trail in one of them, ${digests(documents).length} digests`,
    documents.filter(about).length === 1 && digests(documents).length === 2,
  );
}

/**
 * A bucket is opened, and the call put on the bus as CloudTrail's record of it: the drift is heard of in time. Only AWS
 * may put events whose source begins with "aws."; a rule beside the deployed one takes ours to the same queue.
 */
async function proveRescan(heard: () => Promise<readonly Heard[]>, bus: string, site: Site): Promise<void> {
  const Bucket = `statements-${site.account}`;
  await site.client(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket }));
  const start = Date.now();
  const [sqs, eventBridge] = [new SQSClient({}), new EventBridgeClient({})];
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: QueueUrls.find((url) => url.includes('ChangesCalls')),
      AttributeNames: ['QueueArn'],
    }),
  );
  const rule = { EventBusName: bus, EventPattern: JSON.stringify({ source: ['e2e.s3'] }) };
  await eventBridge.send(new PutRuleCommand({ Name: 'calls', ...rule }));
  await eventBridge.send(
    new PutTargetsCommand({
      Rule: 'calls',
      EventBusName: bus,
      Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn, InputPath: '$.detail' }],
    }),
  );
  const record = {
    eventVersion: '1.11',
    eventID: 'e2e-opened',
    eventName: 'DeleteBucketPublicAccessBlock',
    eventSource: 's3.amazonaws.com',
    eventTime: new Date(start).toISOString(),
    awsRegion: REGIONS[0],
    recipientAccountId: site.account,
    readOnly: false,
    managementEvent: true,
    userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${site.account}:assumed-role/Admin/ann` },
    requestParameters: { bucketName: Bucket },
    responseElements: null,
  };
  const call = {
    Source: 'e2e.s3',
    DetailType: 'AWS API Call via CloudTrail',
    Detail: JSON.stringify(record),
  };
  await eventBridge.send(new PutEventsCommand({ Entries: [{ EventBusName: bus, ...call }] }));
  const opened = (events: readonly Heard[]) =>
    events.find(
      ({ type, detail }) =>
        type === 'Control Drift Detected' &&
        'resource' in detail &&
        detail.resource === `arn:aws:s3:::${Bucket}`,
    );
  let events = await heard();
  for (; !opened(events) && Date.now() - start < CHANGE_MS; await wait(500)) events = await heard();
  const drift = opened(events)?.detail as FindingEvent | undefined;
  check(
    `the opened bucket is a drift ${Math.round((Date.now() - start) / 1_000)} s after the change, by ${drift?.cause?.principal}`,
    drift?.cause?.eventName === record.eventName,
  );
}

async function proveBundle(folder: string, { bucket }: DeploymentNames, functionName: string): Promise<void> {
  // A period that has ended: of another, each minute would make another bundle.
  const [{ from }, to] = [aroundToday(), new Date().toISOString()];
  const built = (await invoke(functionName, { from, to })) as { readonly key?: string };
  check(`the deployed function built ${built.key}`, built.key !== undefined);
  process.env.VOUCH_BUCKET = bucket;
  process.env.VOUCH_BUILD_BUNDLE = functionName;
  check(
    'vouch evidence orders the same bundle and downloads it',
    (await vouch(['evidence', '--from', from, '--to', to, '--out', folder])) === 0 &&
      existsSync(join(folder, basename(built.key ?? ''))),
  );
  const url = await getSignedUrl(
    new S3Client({ forcePathStyle: true }),
    new GetObjectCommand({ Bucket: bucket, Key: built.key }),
  );
  const zip = join(folder, 'bundle.zip');
  await writeFile(zip, Buffer.from(await (await fetch(url)).arrayBuffer()));
  const { faults, facts } = await verifyFile(zip);
  for (const fault of faults) say(fault);
  check(
    `downloaded by a presigned URL, it verifies: ${facts?.files} files, ${facts?.seals} seals`,
    faults.length === 0 && facts?.seals === 2,
  );
}

const started = Date.now();
const folder = await mkdtemp(join(tmpdir(), 'vouch-e2e-'));
const moto = await startMoto(await ensureMoto(say));
const ministack = await startMinistack(await ensureMinistack(say));
const proxy = await startProxy(moto.url);
try {
  say('Building the Organization ...');
  const organization = await buildOrganization(moto.url, () => {});
  proxy.players.push(backupPlayer(organization.retentions), absentPlayer);
  organization.refusing.forEach(proxy.refuseAssumeRole);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGIONS[0],
    AWS_ENDPOINT_URL: `http://localhost:${ministack.port}`,
    VOUCH_TARGET_ENDPOINT_URL: proxy.url,
  });
  await prove(folder, organization);
  console.log(`Everything holds, after ${Math.round((Date.now() - started) / 1_000)} s.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await Promise.all([proxy.stop(), moto.stop(), ministack.stop()]);
  await rm(folder, { recursive: true, force: true });
}
