import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import type { CostDocument, ScanDocument } from '#lib/report/contract.ts';
import { useMoto } from './support/moto.ts';

const ROOT = new URL('..', import.meta.url).pathname;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as users do; settings that are undefined are taken out of the environment. */
function vouch(
  args: readonly string[],
  settings: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...settings }).filter(([, value]) => value !== undefined),
  );
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'bin/vouch.ts'), ...args], {
    cwd: ROOT,
    env: env as NodeJS.ProcessEnv,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
function expectSchema(name: string, document: unknown): void {
  const schema = JSON.parse(readFileSync(join(ROOT, `docs/schemas/${name}.schema.json`), 'utf8')) as object;
  const validate = ajv.compile(schema);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
}

const NO_AWS = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_PROFILE: undefined,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
};

const COMMANDS = [
  'scan',
  'drift',
  'exceptions',
  'access-review',
  'readiness',
  'evidence',
  'verify',
  'sample',
  'sql',
  'rules',
  'controls',
  'coverage',
  'policy',
  'cost',
  'demo',
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('help and mistakes', () => {
  test('--help names every command and every exit code', async () => {
    const { code, out } = await vouch(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${command}`, 'm'));
    for (const exit of ['0', '1', '2', '3', '4']) expect(out).toMatch(new RegExp(`^ {2}${exit} {2}`, 'm'));
  });

  test.each(COMMANDS)('%s --help', async (command) => {
    expect(await vouch([command, '--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Usage: vouch ${command}`),
    });
  });

  test.each([
    [['conquer'], /unknown command 'conquer'/],
    [['scan', '--everything'], /unknown option '--everything'/],
    [['scan', '--fail-on', 'awful'], /--fail-on awful: expected one of critical, high/],
    [['scan', '--scope', '/nowhere.yaml'], /\/nowhere\.yaml: there is no such file/],
    [['rules', 'no-such-rule'], /no-such-rule: no rule in scope has this id/],
    [['controls', 'no-such-control'], /no-such-control: no control has this id/],
    [['cost', '--accounts', '10', '--regions', '2'], /required option '--resources <n>' not specified/],
    [
      ['cost', '--accounts', '0'],
      /'--accounts <n>' argument '0' is invalid\. Expected a whole number, 1 or more/,
    ],
    [['cost', '--regions', '1.5'], /argument '1\.5' is invalid\. Expected a whole number, 1 or more/],
    [['cost', '--change-rate', '2'], /argument '2' is invalid\. Expected a number, 0 or more, at most 1/],
    [
      ['sample', '--control', 'runs', '--size', 'x', '--seed', 's'],
      /--size x: expected a whole number, 1 or more/,
    ],
    [
      ['sample', '--control', 'runs', '--size', '1', '--seed', 's', '--bundle', '/nowhere.zip'],
      /\/nowhere\.zip: there is no such file or folder/,
    ],
    [['verify', '/nowhere.zip'], /\/nowhere\.zip: there is no such file or folder/],
    [
      ['evidence', '--from', 'yesterday', '--to', '2026-01-01'],
      /yesterday: expected a day or a UTC time, for example/,
    ],
    [['evidence'], /expected --from and --to for a period \(Type II\), or --as-of alone \(Type I\)/],
    [
      ['evidence', '--from', '2026-01-01', '--to', '2026-07-01', '--as-of', '2026-07-01'],
      /expected --from and --to for a period/,
    ],
    [['sql'], /give a query or --question, one of: failing-at-the-end, failed-at-some-time/],
    [['sql', '--question', 'why'], /why: no such question; there are: failing-at-the-end/],
    [['sql', 'SELECT 1'], /--from and --to say which runs are asked/],
    [['access-review', '--at', 'now'], /now: expected a day or a UTC time, for example/],
    [['access-review'], /VOUCH_TABLE, VOUCH_BUCKET, VOUCH_SIGNING_KEY, VOUCH_EVENT_BUS must be set/],
    [
      ['evidence', '--from', '2026-01-01', '--to', '2026-07-01'],
      /VOUCH_TABLE, VOUCH_BUCKET, VOUCH_SIGNING_KEY, VOUCH_EVENT_BUS must be set/,
    ],
  ])('%j ends with what to do', async (args, message) => {
    const { code, err } = await vouch(args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect([2, 4]).toContain(code);
  });

  test('a scope file with a mistake is told by its line', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, 'criteria: [CC6]\nregions: europe\n');
    expect(await vouch(['rules', '--scope', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('bad.yaml:2: regions: expected "all"'),
    });
  });

  test('no credentials, no Region', async () => {
    expect(await vouch(['scan'], { ...NO_AWS, AWS_REGION: 'eu-west-1' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('no AWS credentials were found'),
    });
    expect(
      await vouch(['scan'], { ...NO_AWS, AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined }),
    ).toMatchObject({ code: 2, err: expect.stringContaining('set AWS_REGION') });
  });

  test('a file that is no bundle is not intact', async () => {
    const file = join(folder, 'not.zip');
    writeFileSync(file, 'hello');
    expect(await vouch(['verify', file])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/FAULT .*not\.zip: the file is not an intact ZIP[\s\S]*NOT INTACT: 1 fault/),
    });
    const { code, out } = await vouch(['verify', file, '--json']);
    expect(code).toBe(1);
    expectSchema('verify', JSON.parse(out));
  });
});

describe('the catalogue', () => {
  test.each(['rules', 'controls', 'coverage'])('%s --json keeps its schema', async (command) => {
    const { code, out } = await vouch([command, '--json']);
    expect(code).toBe(0);
    const documents = JSON.parse(out) as unknown[];
    expect(documents.length).toBeGreaterThan(10);
    expectSchema(command, documents);
  });

  test('a scope narrows the rules, and its parameters show', async () => {
    const file = join(folder, 'narrow.yaml');
    writeFileSync(
      file,
      'criteria: [A1]\nparameters: { backup-plan-retention-meets-minimum: { minDays: 90 } }\n',
    );
    const { out } = await vouch(['rules', '--scope', file, '--json']);
    const rules = JSON.parse(out) as { id: string; criteria: string[]; parameters: object }[];
    expect(rules.length).toBeGreaterThan(0);
    for (const { criteria } of rules) expect(criteria.some((id) => id.startsWith('A1'))).toBe(true);
    expect(rules.find(({ id }) => id === 'backup-plan-retention-meets-minimum')?.parameters).toEqual({
      minDays: 90,
    });
  });

  test('one rule in full, one control in full, and the policy', async () => {
    expect((await vouch(['rules', 'kms-key-rotation'])).out).toMatch(
      /Needs +kms:DescribeKey, kms:GetKeyRotationStatus, kms:ListKeys[\s\S]*Risk[\s\S]*Remediation/,
    );
    expect((await vouch(['controls', 'human-mfa'])).out).toMatch(/Owner[\s\S]*CC6\.1/);
    const { Statement } = JSON.parse((await vouch(['policy'])).out) as { Statement: { Action: string[] }[] };
    expect(Statement[0]?.Action).toContain('kms:ListKeys');
  });
});

describe('the cost', () => {
  const SIZE = ['cost', '--accounts', '1000', '--regions', '17', '--resources', '1000000'];

  test('two tables, each with its total', async () => {
    const { code, out } = await vouch(SIZE);
    expect(code).toBe(0);
    expect(out).toContain('18,000 targets');
    expect(out).toMatch(/Own[\s\S]*Step Functions[\s\S]*total +[\d.]+[\s\S]*Induced[\s\S]*total +[\d.]+/);
  });

  test('--json keeps its schema, and its totals are the sums of its lines', async () => {
    const { code, out } = await vouch([...SIZE, '--change-rate', '0', '--json']);
    expect(code).toBe(0);
    const document = JSON.parse(out) as CostDocument;
    expectSchema('cost', document);
    expect(document.size).toMatchObject({ accounts: 1000, regions: 17, resources: 1_000_000, changeRate: 0 });
    for (const { lines, usdPerDay } of [document.own, document.induced])
      expect(lines.reduce((sum, line) => sum + line.usdPerDay, 0)).toBeCloseTo(usdPerDay, 9);
  });
});

describe('a scan of one account', () => {
  useMoto();

  beforeAll(async () => {
    const s3 = new S3Client({ forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'plain',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    await new SQSClient({}).send(
      new CreateQueueCommand({ QueueName: 'open', Attributes: { SqsManagedSseEnabled: 'false' } }),
    );
    await new IAMClient({ region: 'us-east-1' }).send(new CreateUserCommand({ UserName: 'someone' }));
  });

  test('--json prints one document that keeps its schema and covers what was to be examined', async () => {
    const { code, out, err } = await vouch(['scan', '--region', 'eu-west-1', '--json']);
    expect(err).toContain('2 of 2 targets');
    expect(code).toBe(0);
    const document = JSON.parse(out) as ScanDocument;
    expectSchema('scan', document);
    const { findings, coverage } = document;
    expect(coverage.targets).toEqual({ expected: 2, scanned: 2, blindSpots: [] });
    for (const [verdict, count] of Object.entries(coverage.verdicts))
      expect(findings.filter((finding) => finding.verdict === verdict)).toHaveLength(count);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 's3-bucket-tls-only-policy',
        resource: 'arn:aws:s3:::plain',
        verdict: 'FAIL',
        region: 'eu-west-1',
      }),
    );
  });

  test('--out writes a page and a table, and the terminal says how it stands', async () => {
    const out = join(folder, 'report');
    const { code, out: text } = await vouch(['scan', '--region', 'eu-west-1', '--out', out], { CI: 'true' });
    expect(code).toBe(0);
    expect(text).toMatch(/criterion +rules +FAIL/);
    expect(text).not.toContain('\u001b[');
    const page = readFileSync(join(out, 'readiness.html'), 'utf8');
    expect(page.indexOf('Not examined')).toBeLessThan(page.indexOf('By criterion'));
    const rows = parse(readFileSync(join(out, 'findings.csv')), {
      columns: true,
      record_delimiter: '\r\n',
    }) as { verdict: string }[];
    expect(rows.length).toBeGreaterThan(20);
  });

  test('--fail-on makes findings an exit code', async () => {
    expect((await vouch(['scan', '--region', 'eu-west-1', '--fail-on', 'critical'])).code).toBe(1);
  });
});
