import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Access } from '#lib/adapters/access.ts';
import { RequestLog } from '#lib/adapters/clients.ts';
import { configPlayer } from '#lib/demo/config.ts';
import { crowdCounts, seedCrowd } from '#lib/demo/crowd.ts';
import type { Fault, FaultRule } from '#lib/demo/proxy.ts';
import { memberSite } from '#lib/demo/site.ts';
import { type Evaluation, findingKey } from '#lib/domain/finding.ts';
import type { PlannedTarget } from '#lib/domain/run.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { readTarget } from '#lib/scan/read.ts';
import { enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { memberPolicy } from '#lib/scan/work.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { useMoto } from './support/moto.ts';
import { AROUND } from './support/world.ts';

const emulator = useMoto();
const { work } = await loadCatalogue(DEFAULT_SCOPE);

let account: string;
beforeAll(async () => {
  [account = ''] = await seedCrowd(emulator.moto.url, 1);
}, 60_000);
afterEach(() => void emulator.proxy.faults.splice(0));

/** The way into the account by a role. Its credentials are fetched once. */
async function enter(roleName: string): Promise<Access> {
  const scope = { ...DEFAULT_SCOPE, access: { roleName, externalId: null } };
  const { access } = enterOrganization('eu-west-1', scope, 'faults', new RequestLog());
  await access.open(account);
  return access;
}

/**
 * Scans a Region of the account as it is, with all collectors and rules, through the proxy. Of the requests that an
 * evaluation rests on, only the operations are told: each scan makes requests of its own, and polls as it must.
 */
async function scan(region: string, access?: Access): Promise<readonly Evaluation[]> {
  const target: PlannedTarget = { account, region, management: false, unreachable: null };
  const { evaluations } = await readTarget(target, {
    work,
    partition: 'aws',
    clock: () => new Date('2026-11-01T06:00:00Z'),
    open: targetOpener(access ?? (await enter('Reader')), 'aws'),
    signal: new AbortController().signal,
    map: AROUND,
  });
  return evaluations.map(({ requests = [], ...evaluation }) => ({
    ...evaluation,
    requests: [...new Set(requests.map((request) => request.split(' ', 1)[0] ?? ''))],
  }));
}

async function operationsOf<T>(
  work: () => Promise<T>,
): Promise<{ result: T; operations: readonly string[] }> {
  const before = emulator.proxy.byOperation;
  const result = await work();
  const operations = Object.entries(emulator.proxy.byOperation)
    .filter(([name, count]) => count > (before[name] ?? 0) && name !== 'sts:AssumeRole')
    .map(([name]) => name);
  return { result, operations };
}

/** What a scan under faults may say: the same, or that it does not know; and nothing may vanish. */
function expectTruth(faulty: readonly Evaluation[], clean: readonly Evaluation[]): number {
  const known = new Map(faulty.map((evaluation) => [findingKey(evaluation), evaluation]));
  const blindRules = new Set(faulty.filter(({ population }) => population).map(({ rule }) => rule));
  let blind = 0;
  for (const { rule, resource, verdict } of clean) {
    const now = known.get(findingKey({ rule, resource }));
    if (now?.verdict === verdict) continue;
    expect({ rule, resource, verdict: now?.verdict ?? (blindRules.has(rule) && 'NOT_EVALUATED') }).toEqual({
      rule,
      resource,
      verdict: 'NOT_EVALUATED',
    });
    blind += 1;
  }
  return blind + blindRules.size;
}

/** Neighbours in the alphabet, such as a listing and the reads of what it listed, are not broken together. */
const SHARES = 8;

/** One by one where AWS refuses; otherwise every operation, in shares: all that differs then is how it is refused. */
const broken = (fault: Fault, operations: readonly string[]): readonly (readonly string[])[] =>
  fault === 'denied'
    ? operations.map((operation) => [operation])
    : Array.from({ length: SHARES }, (_, share) => operations.filter((_, index) => index % SHARES === share));

describe.each(['eu-west-1', 'aws-global'])('promise 1: %s, every operation that a scan uses', (region) => {
  test.each<Fault>(['denied', 'unsupported', 'page'])(
    '%s',
    async (fault) => {
      const { result: clean, operations } = await operationsOf(() => scan(region));
      expect(operations.length).toBeGreaterThan(SHARES);
      for (const share of broken(fault, operations)) {
        const match: FaultRule['match'] = ({ service, operation }) =>
          share.includes(`${service}:${operation}`);
        emulator.proxy.faults.splice(0, 1, { match, fault });
        const blind = expectTruth(await scan(region), clean);
        expect({ share, blind: blind > 0 }).toEqual({ share, blind: true });
      }
      emulator.proxy.faults.length = 0;
      expect(await scan(region)).toEqual(clean);
    },
    240_000,
  );
});

describe('promise 1: where AWS Config records everything', () => {
  const REGION = 'eu-west-1';
  /** Of the counts themselves nobody but AWS Config knows. */
  const isListing = ({ rule }: Evaluation): boolean => rule !== 'config-population-counts';
  let listing: Awaited<ReturnType<typeof operationsOf<readonly Evaluation[]>>>;
  beforeAll(async () => {
    listing = await operationsOf(() => scan(REGION));
    emulator.proxy.players.push(configPlayer(({ region }) => crowdCounts(region)));
  }, 60_000);
  afterAll(() => void emulator.proxy.players.splice(1));

  test('the result is that of listing everything, by fewer operations', async () => {
    const { result, operations } = await operationsOf(() => scan(REGION));
    // What the emulator cannot list at all is a blind spot only for those who try.
    const listable = (evaluation: Evaluation) => !evaluation.population && isListing(evaluation);
    expect(result.filter(listable)).toEqual(listing.result.filter(listable));
    expect(operations.length).toBeLessThan(listing.operations.length - 15);
  }, 60_000);

  test.each([
    'DescribeConfigurationRecorders',
    'DescribeConfigurationRecorderStatus',
    'GetDiscoveredResourceCounts',
  ])(
    'if it does not answer %s, everything is listed',
    async (broken) => {
      for (const fault of ['denied', 'unsupported', 'page'] as const) {
        emulator.proxy.faults.splice(0, 1, { match: ({ operation }) => operation === broken, fault });
        const { result, operations } = await operationsOf(() => scan(REGION));
        expect(result.filter(isListing)).toEqual(listing.result.filter(isListing));
        expect(operations).toEqual(expect.arrayContaining([...listing.operations]));
      }
    },
    120_000,
  );
});

describe('promise 3: with real clients', () => {
  test('10 % of all requests throttled or failing change nothing: they are tried again', async () => {
    const clean = await scan('eu-west-1');
    for (const fault of ['throttled', 'error'] as const)
      emulator.proxy.faults.push({ match: ({ operation }) => operation !== 'AssumeRole', fault, rate: 0.05 });
    expect(await scan('eu-west-1')).toEqual(clean);
    emulator.proxy.faults.length = 0;
  }, 120_000);

  test('a service that is throttled for good is a blind spot; the others are not', async () => {
    const clean = await scan('eu-west-1');
    emulator.proxy.faults.push({ match: ({ service }) => service === 'kms', fault: 'throttled' });
    const faulty = await scan('eu-west-1');
    emulator.proxy.faults.length = 0;
    expectTruth(faulty, clean);
    for (const { rule, verdict, missing } of faulty.filter((row) => row.rule.startsWith('kms-')))
      expect({ rule, verdict, kind: missing[0]?.kind }).toEqual({
        rule,
        verdict: 'NOT_EVALUATED',
        kind: 'throttled',
      });
    const others = (row: Evaluation) => !row.rule.startsWith('kms-');
    expect(faulty.filter(others)).toEqual(clean.filter(others));
  }, 120_000);
});

describe('promise 6: the derived policy is enough', () => {
  const actions = memberPolicy(work).Statement.flatMap(({ Action }) => Action);

  /** S3's actions have names of the emulator's own there; test/member-role.test.ts holds ours against AWS's list. */
  const EMULATORS_OWN = ['s3:*'];

  async function roleWith(name: string, allowed: readonly string[]): Promise<void> {
    const iam = (await memberSite(emulator.moto.url, account)).client(IAMClient);
    const document = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: document({ Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: 'read',
        PolicyDocument: document({ Action: [...allowed, ...EMULATORS_OWN], Resource: '*' }),
      }),
    );
  }

  test('a role without one action goes blind there, and nowhere else', async () => {
    await roleWith('Whole', actions);
    await roleWith(
      'Lacking',
      actions.filter((action) => action !== 'iam:GetAccountPasswordPolicy'),
    );
    // Entered before enforcement begins: the keys of the scanner itself are not what is tested.
    const [entire, partial] = [await enter('Whole'), await enter('Lacking')];
    await fetch(`${emulator.moto.url}/moto-api/reset-auth`, { method: 'POST', body: '0' });
    try {
      const whole = await scan('aws-global', entire);
      const refused = whole.flatMap(({ missing }) => missing).filter(({ kind }) => kind === 'denied');
      expect([...new Set(refused.map(({ action }) => action))]).toEqual([]);
      const lacking = await scan('aws-global', partial);
      const denied = lacking.filter(({ verdict }) => verdict === 'NOT_EVALUATED');
      expect([...new Set(denied.map(({ rule }) => rule))]).toContain('iam-password-policy-strong');
      for (const { missing } of denied.filter(({ rule }) => rule === 'iam-password-policy-strong'))
        expect(missing).toMatchObject([{ kind: 'denied', action: 'iam:GetAccountPasswordPolicy' }]);
      const others = (rows: readonly Evaluation[]) =>
        rows
          .filter(({ rule }) => rule !== 'iam-password-policy-strong')
          .map(({ rule, resource, verdict }) => ({ rule, resource, verdict }));
      expect(others(lacking)).toEqual(others(whole)); // being entered, a role has been used
    } finally {
      await fetch(`${emulator.moto.url}/moto-api/reset-auth`, { method: 'POST', body: 'inf' });
    }
  }, 120_000);
});
