import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateTopicCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoAlerts } from '#lib/adapters/alerts.ts';
import {
  connect,
  DEPLOYMENT_VARIABLES,
  type Deployment,
  type DeploymentNames,
} from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { run as vouch } from '#lib/cli/program.ts';
import { type Alert, type AlertRecord, CHANNELS, type RoutedEvent } from '#lib/domain/alert.ts';
import { orderOf, type Transition } from '#lib/domain/finding.ts';
import type { AlertDocument } from '#lib/domain/letter.ts';
import { noVerdicts } from '#lib/domain/verdict.ts';
import { writeAlerts } from '#lib/evidence/bundle/alerts.ts';
import { BundleFolder } from '#lib/evidence/folder.ts';
import { INTERVAL_COLUMNS, type Interval } from '#lib/evidence/intervals.ts';
import type { DriftDocument } from '#lib/report/contract.ts';
import { handler as acknowledgeAlert } from '../lambdas/acknowledge-alert/handler.ts';
import { handler as announceDrift } from '../lambdas/announce-drift/handler.ts';
import { handler as routeAlerts } from '../lambdas/route-alerts/handler.ts';
import { memoryAlerts } from './support/alerts.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const ACCOUNT = '123456789012';
const SHOP = { account: '111122223333', region: 'eu-west-1' };
const context = {
  awsRequestId: 'request',
  functionName: 'test',
  invokedFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:x`,
} as Context;
const CAUSE = {
  eventId: 'e-1',
  eventName: 'PutBucketPolicy',
  eventSource: 's3.amazonaws.com',
  principal: `arn:aws:sts::${SHOP.account}:assumed-role/Admin/ann`,
  at: new Date(Date.now() - 60_000).toISOString(),
};
const NOW = new Date().toISOString();

let names: DeploymentNames;
let deployment: Deployment;
let folder: string;
const queues = { heard: '', told: '' };
const people = new Map<string, Readonly<Record<string, string>>>();

const transition = (name: string, differs: Partial<Transition> = {}): Transition => ({
  ...SHOP,
  rule: 's3-bucket-public-access-block',
  resource: `arn:aws:s3:::${name}`,
  type: 'AWS::S3::Bucket',
  severity: 'high',
  from: 'PASS',
  to: 'FAIL',
  kind: 'drift',
  reason: 'public policies are not blocked',
  sequence: 2,
  at: NOW,
  ...differs,
});

/** Records transitions as a run would, and announces them. */
async function happens(...transitions: readonly Transition[]): Promise<void> {
  const { version } = await deployment.store.target(SHOP);
  const changes = transitions.map((one) => ({
    key: `${one.rule} ${one.resource}`,
    finding: null,
    transition: one,
  }));
  const heartbeat = {
    ...SHOP,
    sequence: 2,
    scanned: true,
    unreachable: null,
    startedAt: NOW,
    finishedAt: NOW,
    counts: noVerdicts(),
    requests: 1,
    object: { key: 'k', sha256: 'h', rows: 0, merkleRoot: 'm' },
  };
  expect(await deployment.store.commit(SHOP, version, changes, heartbeat)).toBe(true);
  const Records = transitions.map((one) => ({
    dynamodb: {
      Keys: {
        pk: { S: `TARGET ${SHOP.account}/${SHOP.region}` },
        sk: { S: `TRANSITION ${one.rule} ${one.resource} ${orderOf(one)}` },
      },
    },
  }));
  expect(await announceDrift({ Records }, context)).toEqual({ batchItemFailures: [] });
}

async function taken(QueueUrl: string): Promise<readonly Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await new SQSClient({}).send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    for (const { ReceiptHandle } of Messages)
      await new SQSClient({}).send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    all.push(...Messages);
  }
}

const records = (messages: readonly Message[]) => ({
  Records: messages.map(({ MessageId, Body, Attributes }) => ({
    messageId: MessageId,
    body: Body,
    attributes: Attributes,
  })),
});

/** What subscribers by SQS were told. */
const told = async () =>
  (await taken(queues.told)).map(({ Body = '' }) => {
    const { Subject, Message: text, MessageAttributes } = JSON.parse(Body);
    return {
      subject: Subject as string,
      document: JSON.parse(text) as AlertDocument,
      attributes: MessageAttributes,
    };
  });

async function queue(QueueName: string): Promise<{ url: string; arn: string }> {
  const sqs = new SQSClient({});
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { url: QueueUrl, arn: Attributes?.QueueArn ?? '' };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-alerts-'));
  names = await createResources('alerts');
  for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES))
    process.env[variable] = names[name as keyof typeof names];
  deployment = connect(names);
  const run = { id: 'run', status: 'complete', reason: null, seal: null, sealedAt: null } as const;
  for (const sequence of [1, 2]) {
    const startedAt = new Date(Date.parse(NOW) - (3 - sequence) * 3_600_000).toISOString();
    await deployment.store.addRun({
      ...run,
      sequence,
      startedAt,
      counts: noVerdicts(),
      targets: { expected: 1, scanned: 1 },
      remediation: { critical: 1, high: 7, medium: 30, low: 90 },
    });
  }
  // As the stacks put it together: the bus, a queue behind it, topics with a subscriber.
  const heard = await queue('heard');
  const subscriber = await queue('told');
  Object.assign(queues, { heard: heard.url, told: subscriber.url });
  const [events, sns] = [new EventBridgeClient({}), new SNSClient({})];
  const rule = {
    Name: 'heard',
    EventBusName: names.bus,
    EventPattern: JSON.stringify({ source: ['vouch'] }),
  };
  await events.send(new PutRuleCommand(rule));
  await events.send(
    new PutTargetsCommand({
      Rule: 'heard',
      EventBusName: names.bus,
      Targets: [{ Id: 'queue', Arn: heard.arn }],
    }),
  );
  for (const channel of CHANNELS) {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `vouch-drift-${channel}` }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: subscriber.arn }));
    process.env.VOUCH_ALERT_TOPIC = TopicArn.replace(`-${channel}`, '');
  }
  const iam = new IAMClient({});
  for (const UserName of ['ann', 'bob']) {
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    people.set(UserName, {
      AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
    });
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as a user. */
async function drift(user: string, ...args: readonly string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation(((chunk: unknown) => {
      out.push(String(chunk));
      return true;
    }) as never),
  );
  Object.assign(process.env, people.get(user));
  process.exitCode = undefined;
  const code = await vouch(['drift', ...args]);
  for (const spy of spies) spy.mockRestore();
  process.exitCode = undefined;
  return { code, out: out.join('') };
}

let alert = '';

/**
 * Transactions of one item take effect one after another in DynamoDB; the emulator's threads look at the same moment.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
function oneTransactionAtATime() {
  const send = DynamoDBDocumentClient.prototype.send as (...given: unknown[]) => Promise<unknown>;
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn(this: DynamoDBDocumentClient, ...given: unknown[]): Promise<unknown> {
    if (!(given[0] instanceof TransactWriteCommand)) return send.apply(this, given);
    const reply = turn.then(() => send.apply(this, given));
    turn = reply.catch(() => {});
    return reply;
  }
  return jest
    .spyOn(DynamoDBDocumentClient.prototype, 'send')
    .mockImplementation(inTurn as typeof send & (() => never));
}

describe('from a change in the table to a message', () => {
  test('three buckets changed by one call are one message, however often their events are delivered', async () => {
    await happens(...['a', 'b', 'c'].map((name) => transition(name, { rescan: 'r1', cause: CAUSE })));
    const messages = await taken(queues.heard);
    expect(messages).toHaveLength(3);
    const sns = jest.spyOn(SNSClient.prototype, 'send');
    const poison = {
      messageId: 'poison',
      body: '{"detail-type":"Control Drift Detected"}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
      },
    };
    const { Records } = records(messages);
    for (let time = 0; time < 2; time += 1)
      expect(await routeAlerts({ Records: [poison, ...Records] }, context)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'poison' }],
      });
    const published = sns.mock.calls.map(([{ input }]) => input as PublishCommandInput);
    sns.mockRestore();
    expect(published).toHaveLength(1);
    const [one] = await told();
    expect(one).toMatchObject({
      subject:
        'Vouch high drift: 3 resources in 111122223333: s3-bucket-public-access-block (PutBucketPolicy by ...',
      attributes: {
        severity: { Type: 'String', Value: 'high' },
        account: { Type: 'String.Array', Value: '["111122223333"]' },
      },
      document: { kind: 'drift', severity: 'high', because: 'opened', unlisted: 0, about: { resources: 3 } },
    });
    alert = one?.document.alert ?? '';
    const { email } = JSON.parse(published[0]?.Message ?? '{}') as { email: string };
    for (const words of [
      'arn:aws:s3:::a',
      'last seen passing',
      `with PutBucketPolicy at ${CAUSE.at.slice(0, 10)}`,
      'vouch exceptions request --rule s3-bucket-public-access-block --resource arn:aws:s3:::a',
      `vouch drift ack ${alert}`,
    ])
      expect(email).toContain(words);
    if (process.env.VOUCH_SHOW_LETTERS)
      console.log(`${published[0]?.Subject}\n\n${email}\n${JSON.stringify(one, null, 2)}`);
  }, 60_000);

  test('two batches of one cause at the same time are one alert', async () => {
    const cause = { ...CAUSE, eventName: 'DeleteBucketPolicy' };
    const many = ['d', 'e', 'f', 'g'].map((name) => transition(name, { rescan: 'r2', cause }));
    await happens(...many);
    const { Records } = records(await taken(queues.heard));
    expect(Records).toHaveLength(4);
    const taking = oneTransactionAtATime();
    const [one, other] = await Promise.all(
      [Records.slice(0, 2), Records.slice(2)].map((part) => routeAlerts({ Records: part }, context)),
    );
    expect(taking.mock.calls.some(([command]) => (command as object) instanceof TransactWriteCommand)).toBe(
      true,
    );
    taking.mockRestore();
    expect([one, other]).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await told()).toHaveLength(1);
  }, 60_000);

  test('what SNS does not take is handed over again, and noted', async () => {
    await happens(transition('h', { severity: 'critical' }));
    const { Records } = records(await taken(queues.heard));
    const topic = process.env.VOUCH_ALERT_TOPIC;
    process.env.VOUCH_ALERT_TOPIC = `${topic}-none`;
    const failed = await routeAlerts({ Records }, context);
    expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: Records[0]?.messageId }] });
    process.env.VOUCH_ALERT_TOPIC = topic;
    expect(await routeAlerts({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(await told()).toMatchObject([{ document: { severity: 'critical' } }]);
  }, 60_000);
});

describe('whoever looks into an alert', () => {
  const lambda = mockClient(LambdaClient);
  beforeAll(() => {
    lambda.on(InvokeCommand).callsFake(async ({ Payload }) => ({
      Payload: Buffer.from(JSON.stringify(await acknowledgeAlert(JSON.parse(String(Payload)), context))),
    }));
  });
  afterAll(() => {
    lambda.restore();
    delete process.env.VOUCH_ACKNOWLEDGE_ALERT;
  });

  test('says so here or by the function, as whom AWS says they are; the first stays', async () => {
    expect(await drift('ann', 'ack', alert, '--note', 'I ask Ann')).toMatchObject({
      code: 0,
      out: expect.stringContaining(`acknowledged by arn:aws:iam::${ACCOUNT}:user/ann at `),
    });
    process.env.VOUCH_ACKNOWLEDGE_ALERT = 'vouch-acknowledge-alert';
    expect(await drift('bob', 'ack', alert)).toMatchObject({
      code: 0,
      out: expect.stringContaining('user/bob'),
    });
    expect(await deployment.alerts.acknowledgements(alert)).toMatchObject([
      { by: { arn: `arn:aws:iam::${ACCOUNT}:user/ann` }, note: 'I ask Ann' },
      { by: { arn: `arn:aws:iam::${ACCOUNT}:user/bob` }, note: null },
    ]);
    expect(await drift('bob', 'ack', 'none')).toMatchObject({
      code: 2,
      out: expect.stringContaining('there is no alert none'),
    });
  }, 60_000);

  test('is named by vouch drift', async () => {
    const { out } = await drift('bob', '--json');
    const { transitions } = JSON.parse(out) as DriftDocument;
    expect(transitions.find(({ resource }) => resource === 'arn:aws:s3:::a')?.alert).toEqual({
      id: alert,
      acknowledged: { by: `arn:aws:iam::${ACCOUNT}:user/ann`, at: expect.any(String) },
    });
    expect((await drift('bob')).out).toMatch(new RegExp(`${alert} +user/ann`));
  }, 60_000);
});

test('a bundle has every alert, event and acknowledgement, and what was put against what was told', async () => {
  const period = { from: '2026-01-01T00:00:00.000Z', to: new Date(Date.now() + 1_000).toISOString() };
  const out = new BundleFolder(join(folder, 'bundle'));
  const interval = (resource: string) =>
    ({
      ...transition(resource),
      since: NOW,
      began: 'drift',
      until: null,
      ended: null,
    }) as unknown as Interval;
  // One that was never announced.
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'lost'].map(interval);
  await out.table('results/intervals.csv', INTERVAL_COLUMNS, all);
  await writeAlerts(out, period, deployment);
  const rows = async (table: string) => {
    const found: Record<string, string>[] = [];
    for await (const row of out.records(`alerts/${table}.csv`)) found.push(row);
    return found;
  };
  const alerts = await rows('alerts');
  expect(alerts).toHaveLength(3);
  expect(alerts[0]).toMatchObject({
    id: alert,
    status: 'sent',
    kind: 'drift',
    events: '3',
    resources: '3',
    call: 'PutBucketPolicy',
    changeToObserved: '60',
    acknowledgedBy: `arn:aws:iam::${ACCOUNT}:user/ann`,
    messageId: expect.stringMatching(/.+/),
  });
  expect(Number(alerts[0]?.announcedToSent)).toBeLessThan(120);
  expect((await rows('events')).map((event) => event.alert).filter((id) => id === alert)).toHaveLength(3);
  expect(await rows('acknowledgements')).toMatchObject([{ note: 'I ask Ann' }, { note: '' }]);
  expect((await rows('counts')).find(({ type }) => type === 'Control Drift Detected')).toMatchObject({
    put: '9',
    routed: '8',
    difference: '1',
    alert: '8',
    sent: '8',
    acknowledged: '3',
  });
  expect(readFileSync(join(folder, 'bundle/alerts/README.txt'), 'utf8')).toContain(
    'every alert that was made',
  );

  const empty = new BundleFolder(join(folder, 'empty'));
  await empty.table('results/intervals.csv', INTERVAL_COLUMNS, []);
  await writeAlerts(empty, { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' }, deployment);
  expect(readFileSync(join(folder, 'empty/alerts/README.txt'), 'utf8')).toContain('routing was not deployed');
}, 60_000);

const KINDS: readonly (readonly [string, () => AlertRecord])[] = [
  ['in memory', () => memoryAlerts()],
  ['in DynamoDB', () => dynamoAlerts(new DynamoDBClient({}), names.table)],
];

describe.each(KINDS)('the record of alerts %s', (kind, make) => {
  const event = (id: string): RoutedEvent => ({
    id: `${kind} ${id}`,
    type: 'Control Drift Detected',
    alert: kind,
    disposition: 'alert',
    severity: 'high',
    ...SHOP,
    rule: 'r',
    resource: 'x',
    observedAt: '2025-03-04T05:06:07.000Z',
    announcedAt: '2025-03-04T05:06:08.000Z',
    routedAt: '2025-03-04T05:06:09.000Z',
  });
  const version = (number: number): Alert => ({
    id: kind,
    version: number,
    kind: 'drift',
    severity: 'high',
    createdAt: '2025-03-04T05:06:09.000Z',
    observedAt: '2025-03-04T05:06:07.000Z',
    announcedAt: '2025-03-04T05:06:08.000Z',
    cause: null,
    about: { rules: [], criteria: [], accounts: [], regions: [], resources: [] },
    counts: {},
    entries: [],
    updates: [],
    messages: [],
  });
  const open = { alert: kind, from: null };

  test('is written as a whole or not at all', async () => {
    const all = make();
    const first = {
      alert: version(1),
      events: [event('a')],
      group: { key: kind, before: null, after: open },
    };
    expect(await all.change(first)).toBe(true);
    expect(await all.change(first)).toBe(false);
    const next = { alert: version(2), group: null };
    // An event that was routed before, a version that is not the next, a group that is another's.
    expect(await all.change({ ...next, events: [event('b'), event('a')] })).toBe(false);
    expect(await all.change({ ...next, alert: version(3), events: [event('b')] })).toBe(false);
    const group = { key: kind, before: null, after: open };
    expect(await all.change({ ...next, events: [event('b')], group })).toBe(false);
    expect(await all.alertsOf([event('a').id, event('b').id])).toEqual(new Map([[event('a').id, kind]]));
    expect(await all.change({ ...next, events: [event('b')] })).toBe(true);
    const closed = { alert: null, from: null };
    const closing = { key: kind, before: open, after: closed };
    expect(await all.change({ alert: version(3), events: [], group: closing })).toBe(true);
    expect([await all.group(kind), await all.group('none')]).toEqual([closed, null]);
    expect([await all.alert(kind), await all.alert('none')]).toEqual([version(3), null]);
  });

  test('is read by the time in which alerts were made and events observed', async () => {
    const all = make();
    if (!(await all.alert(kind)))
      await all.change({ alert: version(1), events: [event('a'), event('b')], group: null });
    const within = async (from: string, to: string) => {
      const [alerts, events]: [string[], string[]] = [[], []];
      for await (const { id } of all.alerts(from, to)) alerts.push(id);
      for await (const { id } of all.events(from, to)) events.push(id);
      return [alerts, events.sort()];
    };
    const both = [event('a').id, event('b').id];
    expect(await within('2025-03-03T00:00:00.000Z', '2025-03-06T00:00:00.000Z')).toEqual([[kind], both]);
    expect(await within('2025-03-04T05:06:08.000Z', '2025-03-06T00:00:00.000Z')).toEqual([[kind], []]);
    expect(await within('2025-03-04T00:00:00.000Z', '2025-03-04T05:06:07.000Z')).toEqual([[], []]);
  });
});
