import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { connect, DEPLOYMENT_VARIABLES, type Deployment } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { run as vouch } from '#lib/cli/program.ts';
import type { Exception } from '#lib/domain/exception.ts';
import { daysAfter } from '#lib/domain/remediation.ts';
import { noVerdicts } from '#lib/domain/verdict.ts';
import type { ExceptionsDocument } from '#lib/report/contract.ts';
import { handler } from '../lambdas/manage-exception/handler.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const ACCOUNT = '123456789012';
const RESOURCE = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const TODAY = new Date().toISOString().slice(0, 10);
const inDays = (days: number): string => daysAfter(TODAY, days);
const day = (days: number): string => inDays(days).slice(0, 10);
const keys = new Map<string, Readonly<Record<string, string>>>();
let deployment: Deployment;
let folder: string;

/** Runs the command as a user. @returns its exit code and what it printed */
async function exceptions(
  user: string,
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const keep = (name: 'out' | 'err') => (chunk: unknown) => {
    printed[name] += String(chunk);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(keep('out') as never),
    jest.spyOn(process.stderr, 'write').mockImplementation(keep('err') as never),
  ];
  Object.assign(process.env, keys.get(user));
  process.exitCode = undefined;
  const code = await vouch(['exceptions', ...args]);
  for (const spy of spies) spy.mockRestore();
  process.exitCode = undefined;
  return { code, ...printed };
}

const REQUEST = [
  'request',
  ...['--rule', 'kms-key-rotation', '--resource', RESOURCE],
  ...['--reason', 'the vendor cannot rotate it before March', '--control', 'its use is reviewed weekly'],
];
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync('docs/schemas/exceptions.schema.json', 'utf8')) as object,
);
const document = (out: string): ExceptionsDocument['exceptions'] => {
  const parsed = JSON.parse(out) as ExceptionsDocument;
  validate(parsed);
  expect(validate.errors ?? []).toEqual([]);
  return parsed.exceptions;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-exceptions-'));
  process.env.VOUCH_SCOPE = join(folder, 'scope.yaml');
  writeFileSync(process.env.VOUCH_SCOPE, 'exceptions: { maxDays: 60 }\n');
  const names = await createResources('exceptions');
  for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES))
    process.env[variable] = names[name as keyof typeof names];
  deployment = connect(names);
  const iam = new IAMClient({});
  for (const UserName of ['alice', 'bob']) {
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    keys.set(UserName, {
      AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
    });
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lambda = mockClient(LambdaClient);
const context = { invokedFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:x` } as Context;
lambda.on(InvokeCommand).callsFake(async ({ Payload }) => ({
  Payload: Buffer.from(JSON.stringify(await handler(JSON.parse(String(Payload)), context))),
}));

/** Both doors: the command line alone, and the deployed function behind it. */
describe.each(['here', 'by the function'])('taken %s', (where) => {
  beforeAll(() => {
    if (where !== 'here') process.env.VOUCH_MANAGE_EXCEPTION = 'vouch-manage-exception';
  });
  afterAll(() => {
    delete process.env.VOUCH_MANAGE_EXCEPTION;
  });
  const scope = () => (where === 'here' ? ['--scope', process.env.VOUCH_SCOPE ?? ''] : []);

  test('one asks, another approves, either revokes; the record says who, whatever the arguments', async () => {
    const ticket = ['--ticket', where];
    const asked = await exceptions('alice', ...REQUEST, ...ticket, '--expiry', day(60), ...scope(), '--json');
    expect(asked).toMatchObject({ code: 0, err: '' });
    const [{ id = '' } = {}] = document(asked.out);
    expect(await exceptions('alice', 'approve', id)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/requested by .*user\/alice, who may be the same person as .*user\/alice/),
    });
    const approved = await exceptions('bob', 'approve', id, '--json');
    expect(document(approved.out)).toMatchObject([
      {
        id,
        state: 'active',
        ticket: where,
        requestedBy: `arn:aws:iam::${ACCOUNT}:user/alice`,
        approvedBy: `arn:aws:iam::${ACCOUNT}:user/bob`,
        expiry: inDays(60),
      },
    ]);
    expect((await exceptions('bob', 'approve', id)).err).toMatch(/was approved by .*bob.* already/);
    const revoked = await exceptions('alice', 'revoke', id, '--reason', 'rotated after all');
    expect(revoked.out).toMatch(new RegExp(`${id} +revoked +kms-key-rotation`));
    expect(await deployment.store.exception(id)).toMatchObject({ revoked: { reason: 'rotated after all' } });
  });

  test('a tag is asked for by its key and value, which runs look up', async () => {
    const by = ['--rule', 'kms-key-rotation', '--tag', `${where}=a=b`, ...REQUEST.slice(5)];
    const asked = await exceptions('alice', 'request', ...by, '--expiry', day(60), ...scope(), '--json');
    const [row] = document(asked.out);
    expect(row).toMatchObject({ tag: `${where}=a=b`, account: '', resources: '', matches: null });
    expect((await exceptions('bob', 'approve', row?.id ?? '')).out).toContain(
      `tag ${where}=a=b (looked up by the next run)`,
    );
    expect((await exceptions('bob', 'list', '--state', 'active')).out).toContain(
      `tag ${where}=a=b (0 resources now)`,
    );
    await exceptions('bob', 'revoke', row?.id ?? '', '--reason', 'nothing was tagged with it');
    const role = [
      '--rule',
      'iam-role-trust-no-public-principal',
      ...by.slice(2),
      '--expiry',
      day(60),
      ...scope(),
    ];
    expect((await exceptions('alice', 'request', ...role)).err).toMatch(/no tag can be looked up/);
  });

  test('what the rules of exceptions forbid changes nothing', async () => {
    const before = (await exceptions('bob', 'list', '--json')).out;
    const late = await exceptions('alice', ...REQUEST, '--expiry', day(61), ...scope());
    expect(late).toMatchObject({ code: 2, err: expect.stringContaining('more than 60 days') });
    expect((await exceptions('bob', 'revoke', 'x', '--reason', 'r')).err).toContain(
      'there is no exception x',
    );
    expect(document((await exceptions('bob', 'list', '--json')).out)).toEqual(document(before));
  });
});

test('a request is about resources, about an account, or about a tag', async () => {
  for (const more of [
    ['--account', ACCOUNT],
    ['--tag', 'stage=sandbox'],
  ]) {
    const both = await exceptions('alice', ...REQUEST, ...more, '--expiry', day(1));
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('one of --resource') });
  }
  const strange = await exceptions('alice', ...REQUEST, '--tag', 'stage', '--expiry', day(1));
  expect(strange).toMatchObject({ code: 2, err: expect.stringContaining('expected key=value') });
});

test('list tells states apart', async () => {
  expect(document((await exceptions('bob', 'list', '--state', 'revoked', '--json')).out)).toHaveLength(4);
  expect((await exceptions('bob', 'list', '--state', 'active')).out).toContain('0 exceptions');
  expect(await exceptions('bob', 'list', '--state', 'x')).toMatchObject({ code: 2 });
});

test('expire-check is bad when something has expired that is still needed', async () => {
  const { store } = deployment;
  expect(await exceptions('bob', 'expire-check')).toMatchObject({ code: 0 });
  const { id: old = '' } =
    document((await exceptions('bob', 'list', '--json')).out).find(({ tag }) => tag === '') ?? {};
  const known = (await store.exception(old)) as Exception;
  const expired: Exception = {
    ...known,
    id: 'expired',
    approved: known.approved && { ...known.approved, at: inDays(-9) },
    revoked: null,
    terms: { ...known.terms, start: inDays(-9), expiry: inDays(-1) },
  };
  /** About tags: of one the resource had it to the end, of the other it had lost it before. */
  const byTag = ['expired-lost', 'expired-tagged'].map((id): Exception => {
    const covers = { rule: 'kms-key-rotation', tag: { key: 'stage', value: id } };
    return { ...expired, id, terms: { ...expired.terms, covers } };
  });
  const soon = { ...expired, id: 'soon', terms: { ...expired.terms, expiry: inDays(3) } };
  for (const one of [expired, ...byTag]) await store.saveException(one, null);
  expect(await exceptions('bob', 'expire-check')).toMatchObject({ code: 0 }); // nothing fails

  const finding = {
    account: ACCOUNT,
    region: 'eu-west-1',
    rule: 'kms-key-rotation',
    resource: RESOURCE,
    type: 'AWS::KMS::Key',
    severity: 'medium',
  } as const;
  const now = { sequence: 1, at: inDays(-1) };
  const transition = { ...finding, ...now, from: null, to: 'FAIL', kind: 'baseline', reason: 'r' } as const;
  const state = { population: false, verdict: 'FAIL', reason: 'r', lastSeen: 'FAIL' } as const;
  await store.commit(
    finding,
    0,
    [{ key: 'k', transition, finding: { ...finding, ...state, since: inDays(-1), sequence: 1 } }],
    {
      account: ACCOUNT,
      region: 'eu-west-1',
      sequence: 1,
      scanned: true,
      unreachable: null,
      startedAt: inDays(-1),
      finishedAt: inDays(-1),
      counts: noVerdicts(),
      requests: 1,
      object: { key: 'k', sha256: 'h', rows: 0, merkleRoot: 'm' },
    },
    undefined,
    byTag.map(({ id }) => ({
      exception: id,
      account: ACCOUNT,
      region: 'eu-west-1',
      resource: RESOURCE,
      from: inDays(-5),
      until: id === 'expired-lost' ? inDays(-3) : null,
      why: id === 'expired-lost' ? 'it no longer has the tag' : null,
    })),
  );
  const bad = await exceptions('bob', 'expire-check', '--json');
  expect(bad.code).toBe(1);
  expect(document(bad.out).map(({ id, state: now, matches }) => [id, now, matches])).toEqual([
    ['expired', 'expired', null],
    [
      'expired-tagged',
      'expired',
      [expect.objectContaining({ resource: RESOURCE, until: inDays(-1), why: 'the exception ended' })],
    ],
  ]);
  await store.saveException(soon, null);
  const good = await exceptions('bob', 'expire-check', '--json');
  expect(good.code).toBe(0);
  expect(document(good.out).map(({ id }) => id)).toEqual(['soon']);
});
