import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { connect, DEPLOYMENT_VARIABLES, type Deployment, evidenceBucket } from '#lib/adapters/deployment.ts';
import { proveIdentity } from '#lib/adapters/identity.ts';
import { createResources } from '#lib/adapters/resources.ts';
import type { PlannedTarget } from '#lib/domain/run.ts';
import { verifyFile } from '#lib/evidence/verify.ts';
import type { Batch } from '#lib/scan/batches.ts';
import { useMoto } from '../test/support/moto.ts';
import { handler as announceDrift } from './announce-drift/handler.ts';
import { handler as attributeDrift } from './attribute-drift/handler.ts';
import { handler as buildBundle } from './build-bundle/handler.ts';
import type { PlanFailure, PlannedScan } from './events.ts';
import { handler as planScan } from './plan-scan/handler.ts';
import { handler as recordReview } from './record-review/handler.ts';
import { handler as scanTarget } from './scan-target/handler.ts';
import { handler as sealScan } from './seal-scan/handler.ts';

useMoto();

const context = (milliseconds = 300_000): Context =>
  ({
    awsRequestId: 'request',
    functionName: 'test',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test',
    getRemainingTimeInMillis: () => milliseconds,
  }) as Context;

let folder: string;
let deployment: Deployment;
let plan: PlannedScan;
let targets: readonly PlannedTarget[];

beforeAll(async () => {
  const management = new OrganizationsClient({});
  await management.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  await management.send(new CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }));
  await new S3Client({ forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: 'plain',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  folder = mkdtempSync(join(tmpdir(), 'vouch-handlers-'));
  process.env.VOUCH_SCOPE = join(folder, 'scope.yaml');
  writeFileSync(
    process.env.VOUCH_SCOPE,
    'regions: [eu-west-1]\naccess: { roleName: Reader, externalId: abc }\n',
  );
  const names = await createResources('handlers');
  for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES))
    process.env[variable] = names[name as keyof typeof names];
  deployment = connect(names);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('from plan to bundle, as the workflow calls them', () => {
  test('plan-scan opens a run and writes its targets as one array', async () => {
    expect(await sealScan({}, context())).toEqual({ sequence: 0, status: 'none' });
    plan = (await planScan({}, context())) as PlannedScan;
    expect(plan).toMatchObject({ run: { sequence: 1 }, partition: 'aws', items: { count: 4 } });
    const stored = await deployment.evidence.get(plan.items.key);
    const items = JSON.parse(Buffer.from(stored?.body ?? []).toString()) as Batch[];
    targets = items.flatMap((batch) => batch.targets);
    expect(items).toHaveLength(1);
    expect(targets.map(({ region }) => region).sort()).toEqual([
      'aws-global',
      'aws-global',
      'eu-west-1',
      'eu-west-1',
    ]);
    expect(targets.filter(({ management }) => management).map(({ account }) => account)).toEqual([
      '123456789012',
      '123456789012',
    ]);
  });

  test('scan-target records each target; one runs out of time, one is delivered twice', async () => {
    const late = targets.find(({ region }) => region === 'eu-west-1') as PlannedTarget;
    const others = targets.filter((target) => target !== late);
    expect(await scanTarget({ ...plan, targets: [late] }, context(0))).toEqual({ targets: 1 });
    for (const batch of [others, others.slice(0, 1)])
      expect(await scanTarget({ ...plan, targets: batch }, context())).toEqual({ targets: batch.length });
    for (const target of targets)
      expect((await deployment.store.target(target)).heartbeat).toMatchObject({ sequence: 1, scanned: true });
    const { heartbeat } = await deployment.store.target(late);
    expect(heartbeat?.counts).toMatchObject({ PASS: 0, FAIL: 0 });
    expect(heartbeat?.counts.NOT_EVALUATED).toBeGreaterThan(0);
  }, 120_000);

  test('seal-scan seals the run; again, it says the same', async () => {
    const sealed = await sealScan({ run: plan.run }, context());
    expect(sealed).toEqual({ sequence: 1, status: 'complete', targets: { expected: 4, scanned: 4 } });
    expect(await sealScan({ run: plan.run }, context())).toEqual(sealed);
  });

  test('a run whose map failed is sealed as failed: what nobody scanned is blind', async () => {
    process.env.VOUCH_ITEMS_BUCKET = 'plain'; // as where evidence is in another account
    const { items } = (await planScan({}, context())) as PlannedScan;
    delete process.env.VOUCH_ITEMS_BUCKET;
    expect(items.bucket).toBe('plain');
    expect(await evidenceBucket('plain').get(items.key)).not.toBeNull();
    expect(await deployment.evidence.get(items.key)).toBeNull();
    // Somebody else's run: no reason to end it.
    await expect(planScan({}, context())).rejects.toMatchObject({
      name: 'Error',
      message: /still under way/,
    });
    expect(await sealScan({ failure: 'the map was stopped' }, context())).toMatchObject({
      sequence: 2,
      status: 'failed',
    });
  }, 120_000);

  test('announce-drift puts each change and each sealed run on the bus once; what it cannot use is told by its number', async () => {
    const table = new DynamoDBClient({});
    const { Items = [] } = await table.send(new ScanCommand({ TableName: process.env.VOUCH_TABLE }));
    const records = Items.map(({ pk, sk }, index) => ({
      eventID: String(index),
      dynamodb: { SequenceNumber: String(index), Keys: { pk, sk } },
    }));
    const poison = { eventID: 'x', dynamodb: { SequenceNumber: 'poison', Keys: { pk: { N: '1' } } } };
    const failed = { batchItemFailures: [{ itemIdentifier: 'poison' }] };
    const [bus] = [jest.spyOn(EventBridgeClient.prototype, 'send')];
    // As many at once as the mapping hands over.
    const batches = Array.from({ length: Math.ceil(records.length / 100) }, (_, index) =>
      records.slice(index * 100, (index + 1) * 100),
    );
    for (let time = 0; time < 2; time += 1)
      for (const batch of batches)
        expect(await announceDrift({ Records: [poison, ...batch] }, context())).toEqual(failed);
    const events = bus.mock.calls.flatMap(([{ input }]) => (input as PutEventsCommandInput).Entries ?? []);
    bus.mockRestore();
    const ids = events.map(({ Detail = '' }) => (JSON.parse(Detail) as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['run 1', 'run 2']));
    const blind = events.find(({ DetailType }) => DetailType === 'Blind Spot Opened');
    expect(JSON.parse(blind?.Detail ?? '')).toMatchObject({
      accountName: expect.any(String),
      organizationalPath: ['Root'],
      criteria: expect.arrayContaining([expect.stringMatching(/^(?:CC|A)\d/)]),
      to: 'NOT_EVALUATED',
      run: { id: expect.stringMatching(/-00000[12]$/) },
    });
    expect(blind?.Resources).toHaveLength(1);
  }, 120_000);

  test('attribute-drift says by their ids which drift CloudTrail did not answer for, and at last notes that', async () => {
    const drift = { account: '123456789012', region: 'eu-west-1', rule: 'r', resource: 'arn:aws:s3:::plain' };
    const detail = {
      ...drift,
      id: 'drift',
      resourceType: 'AWS::S3::Bucket',
      at: new Date().toISOString(),
      run: { sequence: 2, id: null },
    };
    // The emulator has no event history, which is as good as CloudTrail failing.
    const message = (messageId: string, received: number, body: object = { detail }) => ({
      messageId,
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: String(received) },
    });
    const deliver = async (...Records: object[]) =>
      (await attributeDrift({ Records }, context())).batchItemFailures
        .map(({ itemIdentifier }) => itemIdentifier)
        .sort();
    expect(await deliver(message('first', 1), message('poison', 1, {}))).toEqual(['first', 'poison']);
    expect(await deployment.attributions.read(detail)).toBeNull();
    expect(await deliver(message('last', 5))).toEqual([]);
    expect(await deployment.attributions.read(detail)).toMatchObject({
      attribution: { outcome: expect.stringMatching(/^(?:failed|unsupported|denied)$/), change: null },
      announced: true,
    });
  }, 60_000);

  test('build-bundle puts a bundle that verifies into the bucket', async () => {
    const day = plan.run.startedAt.slice(0, 10);
    const next = new Date(Date.parse(day) + 86_400_000).toISOString();
    const built = (await buildBundle({ from: `${day}T00:00:00Z`, to: next }, context())) as {
      key: string;
      id: string;
    };
    expect(built.key).toMatch(new RegExp(`^bundles/soc2-evidence_o-.*_${day}_.*\\.zip$`));
    const stored = await deployment.evidence.get(built.key);
    const file = join(folder, 'bundle.zip');
    writeFileSync(file, stored?.body ?? '');
    expect(await verifyFile(file)).toMatchObject({ faults: [], facts: { seals: 2 } });
  }, 120_000);
});

describe('events that cannot be used', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'scan-target without a target',
      () => scanTarget({ ...plan, targets: [] }, context()),
      /the event cannot be used:[\s\S]*targets/,
    ],
    [
      'scan-target with a strange account',
      () => scanTarget({ ...plan, targets: [{ ...targets[0], account: '../..' }] }, context()),
      /targets\[0\]\.account/,
    ],
    ['seal-scan of a run without a number', () => sealScan({ run: { id: 'x' } }, context()), /run\.sequence/],
    [
      'seal-scan of a run that was never planned',
      () =>
        sealScan(
          {
            run: {
              ...plan.run,
              id: '20200101T000000Z-000009',
              startedAt: '2020-01-01T00:00:00.000Z',
              sequence: 9,
            },
          },
          context(),
        ),
      /run 9 has no plan/,
    ],
    ['build-bundle without an end', () => buildBundle({ from: '2026-11-01T00:00:00Z' }, context()), /to/],
    [
      'build-bundle of a time without runs',
      () => buildBundle({ from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' }, context()),
      /no run lies in/,
    ],
    [
      'record-review of decisions that are no list',
      () => recordReview({ ask: { step: 'review', decisions: 'keep all' }, proof: {} }, context()),
      /ask\.decisions/,
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  test('a review that nobody proves to have signed off is refused, and nothing of it is kept', async () => {
    const ask = { step: 'review', run: plan.run, accounts: null, decisions: [], note: null } as const;
    const proof = await proveIdentity('of something else');
    expect(await recordReview({ ask, proof: {} }, context())).toEqual({
      refused: expect.stringContaining('the identity is not proven for this request'),
    });
    expect(await recordReview({ ask, proof }, context())).toMatchObject({ refused: expect.any(String) });
    for await (const { id } of deployment.reviews.reviews()) throw new Error(`${id} is kept`);
  });

  test('a scope file that cannot be used stops the plan before a run is opened', async () => {
    const file = process.env.VOUCH_SCOPE as string;
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, 'regions: europe');
    await expect(planScan({}, context())).rejects.toThrow(/scope\.yaml:1: regions: expected/);
    writeFileSync(file, before);
    expect((await deployment.store.lastRun())?.sequence).toBe(2);
  });

  test('an Organization that cannot be read leaves a run to be ended, and plan-scan says so', async () => {
    const before = process.env.VOUCH_TARGET_ENDPOINT_URL;
    process.env.VOUCH_TARGET_ENDPOINT_URL = 'http://127.0.0.1:9';
    const failed = (await planScan({}, context())) as PlanFailure;
    expect(failed).toMatchObject({
      run: { sequence: 3 },
      failure: expect.stringMatching(/^the run could not be planned: organizations:DescribeOrganization/),
    });
    process.env.VOUCH_TARGET_ENDPOINT_URL = before;
    expect(await deployment.store.lastRun()).toMatchObject({ sequence: 3, status: 'open' });
    expect(await sealScan({ failure: failed.failure }, context())).toEqual({
      sequence: 3,
      status: 'failed',
    });
  });
});
