import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserCommand,
  IAMClient,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { connect, DEPLOYMENT_VARIABLES, type DeploymentNames } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { run as vouch } from '#lib/cli/program.ts';
import type { AccessReview } from '#lib/domain/access-review.ts';
import type { AccessReviewDocument } from '#lib/report/contract.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { evaluationsKey } from '#lib/scan/keys.ts';
import { enterOrganization, runOnce } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { handler } from '../lambdas/record-review/handler.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const ACCOUNT = '123456789012';
const scope = { ...DEFAULT_SCOPE, regions: ['eu-west-1'] };
let names: DeploymentNames;

/** A whole run at six in the morning of a day of November 2030: by then all that was made today is old. */
const scan = async (day: number): Promise<void> => {
  await runOnce({
    ...connect(names),
    ...(await loadCatalogue(scope)),
    scope,
    clock: () => new Date(Date.UTC(2030, 10, day, 6)),
    enter: (run) => enterOrganization('eu-west-1', scope, run.id),
  });
};

/** Runs the command. @returns its exit code and what it printed */
async function review(...options: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []];
  const keep = (lines: string[]) => (chunk: unknown) => {
    lines.push(String(chunk));
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(keep(out as string[]) as never),
    jest.spyOn(process.stderr, 'write').mockImplementation(keep(err as string[]) as never),
  ];
  process.exitCode = undefined;
  const code = await vouch(['access-review', ...options]);
  for (const spy of spies) spy.mockRestore();
  process.exitCode = undefined;
  return { code, out: (out as string[]).join(''), err: (err as string[]).join('') };
}

beforeAll(async () => {
  names = await createResources('review');
  for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES))
    process.env[variable] = names[name as keyof DeploymentNames];
  await new OrganizationsClient({}).send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const iam = new IAMClient({});
  for (const UserName of ['ann', 'bob'])
    await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'Owner', Value: `=${UserName}` }] }));
  await scan(1);
  await iam.send(new DeleteUserCommand({ UserName: 'bob' }));
  await iam.send(new CreateUserCommand({ UserName: 'cyd' }));
  await iam.send(new TagUserCommand({ UserName: 'ann', Tags: [{ Key: 'Owner', Value: 'core' }] }));
  await scan(2);
}, 180_000);

test('as JSON: everyone as of the last run, by its schema, with what AWS counts', async () => {
  const { code, out } = await review('--at', '2030-11-02', '--json');
  const document = JSON.parse(out) as AccessReviewDocument;
  const schema = JSON.parse(readFileSync('docs/schemas/access-review.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(document).toMatchObject({ run: { sequence: 2 }, since: null, changes: [], faults: [] });
  const users = document.principals.filter(({ type }) => type === 'AWS::IAM::User');
  expect(users).toMatchObject([
    { name: 'ann', account: ACCOUNT, administrator: 'no', mfa: 'none', owner: 'core', missing: '' },
    { name: 'cyd', owner: '' },
  ]);
  expect(document.totals).toContainEqual({
    account: ACCOUNT,
    kind: 'users',
    listed: 2,
    counted: 2,
    requests: expect.arrayContaining([expect.stringMatching(/^IAM\.GetAccountSummary \S+$/)]),
  });
  const complete = document.principals.every(({ missing }) => missing === '');
  expect(code).toBe(complete ? 0 : 3);
});

test('as CSV, as of an earlier day; what a spreadsheet would run is inert', async () => {
  const { out } = await review('--at', '2030-11-01', '--csv');
  const rows = parse(out, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
  const users = rows.filter(({ type }) => type === 'AWS::IAM::User');
  expect(users.map(({ name, owner }) => [name, owner])).toEqual([
    ['ann', "'=ann"],
    ['bob', "'=bob"],
  ]);
});

test('since an earlier day: who joined, left and changed', async () => {
  const { out } = await review('--at', '2030-11-02', '--since', '2030-11-01');
  expect(out).toMatch(/Since run 1 at 2030-11-01T06:00:00/);
  expect(out).toMatch(/left {5}AWS::IAM::User bob in 123456789012/);
  expect(out).toMatch(/joined {3}AWS::IAM::User cyd in 123456789012/);
  expect(out).toMatch(/changed {2}AWS::IAM::User ann in 123456789012: owner/);
});

const lambda = mockClient(LambdaClient);
const context = { invokedFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:x` } as Context;
lambda.on(InvokeCommand).callsFake(async ({ Payload }) => ({
  Payload: Buffer.from(JSON.stringify(await handler(JSON.parse(String(Payload)), context))),
}));

/** Both doors: the command line alone, and the deployed function behind it. */
describe.each(['here', 'by the function'])('a review signed off %s', (where) => {
  type Row = Record<string, string>;
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  let folder: string;
  let list: Row[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vouch-review-'));
    if (where !== 'here') process.env.VOUCH_RECORD_REVIEW = 'vouch-record-review';
    const { AccessKey } = await new IAMClient({}).send(new CreateAccessKeyCommand({ UserName: 'ann' }));
    process.env.AWS_ACCESS_KEY_ID = AccessKey?.AccessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = AccessKey?.SecretAccessKey;
    const { out } = await review('--at', '2030-11-02', '--for-decision', '--account', ACCOUNT);
    list = parse(out, { columns: true });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    delete process.env.VOUCH_RECORD_REVIEW;
    Object.assign(process.env, keys);
  });

  /** Sends the list, filled in with `keep` but for what is given, as a spreadsheet would save it. */
  async function record(fill: (row: Row) => Row, ...options: readonly string[]) {
    const file = join(folder, 'review.csv');
    const rows = list.map((row) => ({ ...row, decision: 'keep', comment: where, ...fill(row) }));
    writeFileSync(file, stringify(rows, { header: true, bom: true, delimiter: ';' }));
    return review('record', '--file', file, ...options);
  }

  test('the list names the run, and leaves decision and comment to be filled in', () => {
    expect(list.length).toBeGreaterThan(1);
    expect(Object.keys(list[0] ?? {}).slice(0, 2)).toEqual(['decision', 'comment']);
    expect(new Set(list.map(({ decision, comment, run }) => `${decision}${comment}${run}`))).toEqual(
      new Set(['2']),
    );
  });

  test('it is recorded as whom AWS says, and flags own access', async () => {
    const done = await record(({ name }) =>
      name === 'cyd' ? { decision: ' Remove ', comment: '=left' } : {},
    );
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(
      new RegExp(`a review of run 2 .* signed off by arn:aws:iam::${ACCOUNT}:user/ann\\.\n.*1 to remove`),
    );
    expect(done.out).toContain('1 decision about your own access');
    const all: AccessReview[] = [];
    for await (const one of connect(names).reviews.reviews()) all.push(one);
    expect(all.find(({ id }) => done.out.startsWith(id))).toMatchObject({
      whole: true,
      counts: { remove: 1, change: 0, keep: list.length - 1 },
      own: 1,
      by: { arn: `arn:aws:iam::${ACCOUNT}:user/ann` },
    });
  });

  test('of one account, with a note', async () => {
    const done = await record(() => ({}), '--account', ACCOUNT, '--note', 'with the team');
    expect(done).toMatchObject({ code: 0 });
    const all: AccessReview[] = [];
    for await (const one of connect(names).reviews.reviews()) all.push(one);
    expect(all.find(({ id }) => done.out.startsWith(id))).toMatchObject({
      whole: false,
      note: 'with the team',
    });
  });

  test.each<[string, (row: Row) => Row, readonly string[], RegExp]>([
    [
      'a blank',
      ({ name }) => (name === 'cyd' ? { decision: '' } : {}),
      [],
      /1 row without a decision: AWS::IAM::User .*user\/cyd/,
    ],
    [
      'another account',
      () => ({}),
      ['--account', '111122223333'],
      /rows? not in the population of run 2 in 111122223333|has no account 111122223333/,
    ],
    [
      'rows of two runs',
      ({ name }) => (name === 'cyd' ? { run: '1' } : {}),
      [],
      /rows of more than one run: 2 .*, 1 /,
    ],
    ['no number of a run', () => ({ run: 'two' }), [], /run two: expected a number/],
    ['a run that is not there', () => ({ runId: 'x' }), [], /there is no run 2 with the id x/],
  ])('%s is told, and nothing is recorded', async (_, fill, options, message) => {
    expect(await record(fill, ...options)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  });

  test('what is no such list', async () => {
    const file = join(folder, 'other.csv');
    writeFileSync(file, 'decision,comment\r\nkeep,"\r\n');
    expect((await review('record', '--file', file)).err).toMatch(/other\.csv: Quote Not Closed/);
    writeFileSync(file, 'decision,comment\r\nkeep,\r\n');
    expect((await review('record', '--file', file)).err).toMatch(/no column type, resource, run, runId/);
    expect((await review('record', '--file', '/nowhere.csv')).err).toMatch(/there is no such file/);
  });
});

test('more than a function takes is not sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-review-'));
  const file = join(folder, 'review.csv');
  const row = {
    decision: 'keep',
    comment: 'x'.repeat(6_000_000),
    type: 't',
    resource: 'r',
    run: 1,
    runId: 'x',
  };
  writeFileSync(file, stringify([row], { header: true }));
  process.env.VOUCH_RECORD_REVIEW = 'vouch-record-review';
  expect((await review('record', '--file', file)).err).toMatch(
    /a function takes 6000000: review by --account/,
  );
  delete process.env.VOUCH_RECORD_REVIEW;
  rmSync(folder, { recursive: true, force: true });
});

test('a list for decisions is of one date', async () => {
  expect((await review('--for-decision', '--since', '2030-11-01')).err).toMatch(
    /leave out --since and --json/,
  );
});

test('before the record begins it says when that is', async () => {
  expect(await review('--at', '2030-10-31')).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /no run that saw anything began before 2030-11-01.*begins at 2030-11-01T06:00/,
    ),
  });
});

test('evaluations that are not as they were sealed are told, and the answer is bad', async () => {
  const run = await connect(names).store.lastRun();
  if (!run) throw new Error('there is no run');
  const Key = evaluationsKey(run, { account: ACCOUNT, region: 'aws-global' });
  const stored = await connect(names).evidence.get(Key);
  const Body = Buffer.concat([Buffer.from(stored?.body ?? []), Buffer.from([0])]);
  await new S3Client({ forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket: names.bucket, Key, Body }),
  );
  expect(await review('--at', '2030-11-02')).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${Key} is not the file that was sealed`),
  });
  const broken = { Bucket: names.bucket, Key, Body: 'no archive' };
  await new S3Client({ forcePathStyle: true }).send(new PutObjectCommand(broken));
  expect(await review('--at', '2030-11-02')).toMatchObject({
    code: 1,
    err: expect.stringMatching(new RegExp(`${Key} cannot be read: .*incorrect header check`)),
  });
});
