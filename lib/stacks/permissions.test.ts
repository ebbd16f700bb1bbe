import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { connect, DEPLOYMENT_VARIABLES, type Deployment } from '#lib/adapters/deployment.ts';
import { proveIdentity } from '#lib/adapters/identity.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { type AwsProxy, startProxy } from '#lib/demo/proxy.ts';
import type { ReviewAsk } from '#lib/domain/access-review.ts';
import type { Ask, Exception } from '#lib/domain/exception.ts';
import type { PlannedTarget } from '#lib/domain/run.ts';
import { isListed, type ReviewRow } from '#lib/evidence/access-review.ts';
import { hashOf } from '#lib/evidence/canonical.ts';
import { review } from '#lib/evidence/review.ts';
import { handler as acknowledgeAlert } from '../../lambdas/acknowledge-alert/handler.ts';
import { handler as announceDrift } from '../../lambdas/announce-drift/handler.ts';
import { handler as attributeDrift } from '../../lambdas/attribute-drift/handler.ts';
import { handler as buildBundle } from '../../lambdas/build-bundle/handler.ts';
import type { PlannedScan } from '../../lambdas/events.ts';
import { handler as manageException } from '../../lambdas/manage-exception/handler.ts';
import { handler as planScan } from '../../lambdas/plan-scan/handler.ts';
import { handler as recordReview } from '../../lambdas/record-review/handler.ts';
import { handler as rescanOnChange } from '../../lambdas/rescan-on-change/handler.ts';
import { handler as routeAlerts } from '../../lambdas/route-alerts/handler.ts';
import { handler as scanTarget } from '../../lambdas/scan-target/handler.ts';
import { handler as sealScan } from '../../lambdas/seal-scan/handler.ts';
import { allowedActions, FULL, list, statementsOf, templates } from '../../test/support/deployment.ts';
import { useMoto } from '../../test/support/moto.ts';
import { FUNCTIONS, type FunctionName } from './code.ts';

const { audit } = templates(FULL);
const allowed = (name: FunctionName) => statementsOf(audit, name);
const emulator = useMoto();
const context = {
  awsRequestId: 'request',
  functionName: 'test',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test',
  getRemainingTimeInMillis: () => 300_000,
} as Context;
/** The actions that each function was seen to need at the deployment's own resources. */
const needed = new Map<FunctionName, Set<string>>(FUNCTIONS.map((name) => [name, new Set()]));
let proxy: AwsProxy;
let folder: string;

/**
 * The IAM actions behind a request, where they are not the one that is named like it. Reading an object that may be
 * missing takes the right to list.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  'route-alerts dynamodb:TransactWriteItems': ['dynamodb:PutItem'], // it removes and updates nothing
  's3:GetObject': ['s3:GetObject', 's3:ListBucket'],
  's3:GET /{bucket}': ['s3:ListBucket'],
  'sts:GetCallerIdentity': [], // nobody needs a permission for it
};

/** Runs a function, and notes what it asked for. */
async function observed<T>(name: FunctionName, work: () => Promise<T>): Promise<T> {
  const before = { ...proxy.byOperation };
  const result = await work();
  for (const [request, count] of Object.entries(proxy.byOperation)) {
    if (count > (before[request] ?? 0))
      for (const action of ACTIONS[`${name} ${request}`] ?? ACTIONS[request] ?? [request])
        needed.get(name)?.add(action);
  }
  return result;
}

/** Whom an access review of the first run is about. */
async function populationOf({ store, evidence }: Deployment) {
  const run = await store.run(1);
  if (!run) throw new Error('there is no run');
  const principals: ReviewRow[] = [];
  for await (const { rows } of review(run, null, evidence, [])) principals.push(...rows.filter(isListed));
  return { principals, run: { sequence: run.sequence, id: run.id } };
}

/** A call that was made just now, in the words of CloudTrail. */
const called = () => ({
  messageId: 'call',
  body: JSON.stringify({
    eventID: 'call',
    eventName: 'UpdateAccountPasswordPolicy',
    eventSource: 'iam.amazonaws.com',
    eventTime: new Date().toISOString(),
    awsRegion: 'us-east-1',
    recipientAccountId: '123456789012',
  }),
  attributes: { ApproximateReceiveCount: '1' },
});

beforeAll(async () => {
  await new OrganizationsClient({}).send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  await new IAMClient({}).send(new CreateUserCommand({ UserName: 'ann' })); // somebody to review
  folder = mkdtempSync(join(tmpdir(), 'vouch-actions-'));
  process.env.VOUCH_SCOPE = join(folder, 'scope.yaml');
  writeFileSync(process.env.VOUCH_SCOPE, 'regions: [eu-west-1]\n');
  const names = await createResources('actions');
  for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES))
    process.env[variable] = names[name as keyof typeof names];
  proxy = await startProxy(emulator.moto.url);
  process.env.AWS_ENDPOINT_URL = proxy.url;
  process.env.VOUCH_TARGET_ENDPOINT_URL = emulator.moto.url;

  for (const scanned of [1, 0]) {
    await observed('seal-scan', () => sealScan({}, context));
    const plan = (await observed('plan-scan', () => planScan({}, context))) as PlannedScan;
    const targets = [{ account: '123456789012', region: 'aws-global', management: true, unreachable: null }];
    for (const target of targets.slice(0, scanned) satisfies readonly PlannedTarget[])
      await observed('scan-target', () => scanTarget({ ...plan, targets: [target] }, context));
    await observed('seal-scan', () => sealScan({ run: plan.run }, context));
    if (scanned > 0)
      expect(
        await observed('rescan-on-change', () => rescanOnChange({ Records: [called()] }, context)),
      ).toEqual({
        batchItemFailures: [],
      });
  }
  const ask = {
    step: 'request',
    terms: {
      covers: { rule: 'iam-password-policy-strong', account: '123456789012' },
      reason: 'replaced by Identity Center in March',
      compensatingControl: 'nobody has a password',
      ticket: null,
      start: '2100-01-01T00:00:00.000Z',
      expiry: '2100-02-01T00:00:00.000Z',
      renews: null,
    },
  } as const;
  const manage = async (wanted: Ask) =>
    manageException({ ask: wanted, proof: await proveIdentity(hashOf(wanted)) }, context);
  const asked = (await observed('manage-exception', () => manage(ask))) as { exception: Exception };
  // A step whose record is there though the table does not know of it: the record is read.
  const { evidence } = connect(names);
  const { id, requested } = asked.exception;
  const record = await evidence.get(requested.file.key);
  await evidence.put(`exceptions/${id}/revoke.json`, record?.body ?? Buffer.of(), 'application/json');
  await observed('manage-exception', () => manage({ step: 'revoke', id, reason: 'asked by mistake' }));
  const period = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
  await observed('build-bundle', () => buildBundle(period, context));
  const { Items = [] } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: names.table }));
  const Records = Items.map(({ pk, sk }) => ({ dynamodb: { Keys: { pk, sk } } }));
  await observed('announce-drift', () => announceDrift({ Records }, context));
  const detail = {
    id: 'drift',
    account: '123456789012',
    region: 'eu-west-1',
    rule: 's3-bucket-tls-only-policy',
    resource: 'arn:aws:s3:::shop',
    resourceType: 'AWS::S3::Bucket',
    at: new Date().toISOString(),
    run: { sequence: 2, id: null },
  };
  const message = {
    messageId: '1',
    body: JSON.stringify({ detail }),
    attributes: { ApproximateReceiveCount: '5' },
  };
  const { TopicArn = '' } = await new SNSClient({}).send(new CreateTopicCommand({ Name: 'drift-digest' }));
  process.env.VOUCH_ALERT_TOPIC = TopicArn.replace(/-digest$/, '');
  const heard = (type: string, told: object) => ({
    messageId: type,
    body: JSON.stringify({ 'detail-type': type, time: new Date().toISOString(), detail: told }),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
  });
  const last = await connect(names).store.run(2);
  const drifted = {
    ...detail,
    accountName: null,
    organizationalPath: [],
    title: 'Buckets refuse plain text',
    severity: 'low',
    controls: [],
    criteria: [],
    reason: 'it does not',
  };
  const told = {
    Records: [
      heard('Control Drift Detected', drifted),
      heard('Run Sealed', { ...last, id: 'run 2', run: last }),
    ],
  };
  for (let time = 0; time < 2; time += 1)
    expect(await observed('route-alerts', () => routeAlerts(told, context))).toEqual({
      batchItemFailures: [],
    });
  const { principals, run } = await populationOf(connect(names));
  const reviewed = {
    step: 'review',
    run,
    accounts: null,
    decisions: principals.map(({ type, resource }) => ({ type, resource, decision: 'keep', comment: '' })),
    note: null,
  } as const satisfies ReviewAsk;
  const proven = { ask: reviewed, proof: await proveIdentity(hashOf(reviewed)) };
  expect(await observed('record-review', () => recordReview(proven, context))).toMatchObject({ review: {} });
  await observed('build-bundle', () => buildBundle(period, context)); // which has alerts and a review now
  for await (const { id: alert } of connect(names).alerts.alerts(
    '2026-11-01',
    new Date(Date.now() + 86_400_000).toISOString(),
  )) {
    const looked = { step: 'acknowledge', alert, note: null } as const;
    const proof = await proveIdentity(hashOf(looked));
    await observed('acknowledge-alert', () => acknowledgeAlert({ ask: looked, proof }, context));
  }
  expect(await observed('attribute-drift', () => attributeDrift({ Records: [message] }, context))).toEqual({
    batchItemFailures: [],
  });
}, 300_000);
afterAll(async () => {
  await proxy?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same for all: what AWS asks for on their behalf, and their own logs. */
const COMMON =
  /^logs:(?:CreateLogStream|PutLogEvents)$|^kms:(?:Decrypt|DescribeKey|Encrypt|GenerateDataKey)$/;
/** What functions do outside of the record. */
const OUTSIDE: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  'plan-scan': [
    'ec2:DescribeRegions',
    'organizations:DescribeOrganization',
    'organizations:DescribePolicy',
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListPolicies',
    'organizations:ListRoots',
    'organizations:ListTargetsForPolicy',
    'sts:AssumeRole',
  ],
  'scan-target': ['sts:AssumeRole'],
  'announce-drift': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'sqs:SendMessage',
  ],
  'attribute-drift': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sts:AssumeRole'],
  'rescan-on-change': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sts:AssumeRole'],
  'route-alerts': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
};

describe('a role may do what its function does, and nothing else', () => {
  test.each(FUNCTIONS)('%s: what it was seen to do with the record, and what it does outside', (name) => {
    const own = allowedActions(audit, name).filter((action) => !COMMON.test(action));
    expect([...(needed.get(name) ?? []), ...(OUTSIDE[name] ?? [])].sort()).toEqual(own);
  });

  test.each(FUNCTIONS)(
    '%s: no action has a wildcard, and only reads of the Organization lack a resource',
    (name) => {
      for (const { Action, Resource } of allowed(name)) {
        expect(list(Action).filter((action) => action.includes('*'))).toEqual([]);
        if (list(Resource).includes('*'))
          expect(
            list(Action).filter(
              (action) => !/^(?:organizations|ec2|dynamodb|cloudtrail):(?:Describe|List|Lookup)/.test(action),
            ),
          ).toEqual([]);
      }
    },
  );

  test('one role alone can be assumed in other accounts', () => {
    for (const name of ['plan-scan', 'scan-target', 'attribute-drift', 'rescan-on-change'] as const) {
      const assume = allowed(name).find(({ Action }) => list(Action).includes('sts:AssumeRole'));
      expect(assume?.Resource).toBe('arn:aws:iam::*:role/Reader');
    }
  });

  test('seals are written by the sealer, bundles by the bundle builder', () => {
    const writable = (name: FunctionName) =>
      allowed(name)
        .filter(({ Action }) => list(Action).includes('s3:PutObject'))
        .flatMap(({ Resource }) => list(Resource))
        .map((arn) => arn.split('/')[1])
        .sort();
    expect(Object.fromEntries(FUNCTIONS.map((name) => [name, writable(name)]))).toEqual({
      'plan-scan': ['runs'],
      'scan-target': ['runs'],
      'seal-scan': ['keys', 'runs', 'seals', 'signatures'],
      'announce-drift': [],
      'attribute-drift': [],
      'rescan-on-change': ['rescans'],
      'build-bundle': ['bundles', 'statements'],
      'manage-exception': ['exceptions'],
      'route-alerts': [],
      'acknowledge-alert': [],
      'record-review': ['access-reviews'],
    });
  });

  test("CloudTrail's record of signatures is read by the sealer alone", () => {
    const readers = FUNCTIONS.filter((name) =>
      allowedActions(audit, name).includes('cloudtrail:LookupEvents'),
    );
    expect(readers).toEqual(['seal-scan']);
  });

  test('the data key serves through table and bucket only, and through topics whoever alerts', () => {
    const through = (...services: readonly string[]) =>
      services.map((service) => `${service}.eu-west-1.amazonaws.com`);
    for (const name of FUNCTIONS) {
      const decrypt = allowed(name).filter(({ Action }) => list(Action).includes('kms:Decrypt'));
      expect(
        decrypt.flatMap(({ Condition }) =>
          list(
            (Condition as { StringEquals: Record<string, string[]> }).StringEquals['kms:ViaService'] ?? [],
          ),
        ),
      ).toEqual(through('dynamodb', 's3', ...(name === 'route-alerts' ? ['sns'] : [])));
    }
  });

  test('alerts are sent to the topics of alerts by their router alone', () => {
    const publishing = FUNCTIONS.filter((name) => allowedActions(audit, name).includes('sns:Publish'));
    expect(publishing).toEqual(['route-alerts']);
    const publish = allowed('route-alerts').find(({ Action }) => list(Action).includes('sns:Publish'));
    expect(list(publish?.Resource ?? [])).toEqual(
      ['critical', 'digest', 'high', 'medium'].map(
        (channel) => `arn:aws:sns:eu-west-1:111122223333:vouch-drift-${channel}`,
      ),
    );
  });
});
