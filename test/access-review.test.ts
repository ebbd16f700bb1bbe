import { readFileSync } from 'node:fs';
import { CreateUserCommand, DeleteUserCommand, IAMClient, TagUserCommand } from '@aws-sdk/client-iam';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { connect, DEPLOYMENT_VARIABLES, type DeploymentNames } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { run as vouch } from '#lib/cli/program.ts';
import type { AccessReviewDocument } from '#lib/report/contract.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { evaluationsKey } from '#lib/scan/keys.ts';
import { enterOrganization, runOnce } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
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
  expect(document.totals).toContainEqual({ account: ACCOUNT, kind: 'users', listed: 2, counted: 2 });
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
