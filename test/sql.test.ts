import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { queryRuns } from '#lib/adapters/duckdb.ts';
import type { Run } from '#lib/domain/run.ts';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { copyRuns } from '#lib/evidence/copy.ts';
import { QUESTIONS } from '#lib/evidence/questions.ts';
import { deployment, type Place, type World } from './support/world.ts';

type Row = Readonly<Record<string, string>>;

const PLACES = ['111111111111/eu-west-1', '222222222222/us-east-1'];
const NAMES = ['a', 'b', 'c', 'd', 'e'];
const DAYS = 40;
const DAY_MS = 86_400_000;
const START = Date.parse('2026-10-01T06:00:00Z');
const PERIOD = { from: '2026-10-05T00:00:00.000Z', to: '2026-11-10T00:00:00.000Z' };

let folder: string;
let copied: readonly string[];
let faults: string[];
const vouch = deployment();
const table = (path: string): readonly Row[] =>
  parse(readFileSync(join(folder, 'bundle', path)), { columns: true }) as Row[];
const ask = async (id: string) =>
  (await queryRuns(folder, copied, QUESTIONS[id]?.sql('rule IS NOT NULL') ?? '')).rows;

/** Numbers that look random and are the same each time. */
let state = 7;
const roll = (sides: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 8) % sides;
};

/** Things break, are mended, come, go and cannot be read. */
function change(things: Record<string, boolean | { fault: 'denied' } | null>): void {
  for (let times = roll(3); times > 0; times -= 1)
    things[NAMES[roll(NAMES.length)] ?? 'a'] =
      [true, false, null, { fault: 'denied' as const }][roll(4)] ?? null;
}

/** Forty days with one on which nothing ran and one on which the rule changed. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-sql-test-'));
  const nature = PLACES.map(() => ({ a: true, b: false }) as Parameters<typeof change>[0]);
  for (let day = 0; day < DAYS; day += 1) {
    nature.forEach(change);
    if (day === 12) continue;
    if (day === 20) vouch.tune(true);
    if (day === 22) vouch.tune(false);
    const world: World = Object.fromEntries(
      PLACES.map((place, index): [string, Place] => [
        place,
        {
          things: Object.fromEntries(
            Object.entries(nature[index] ?? {}).filter(([, value]) => value !== null),
          ) as never,
        },
      ]),
    );
    await vouch.run(new Date(START + day * DAY_MS).toISOString(), world);
  }
  const runs: Run[] = [];
  for await (const run of vouch.store.runs(PERIOD.from, PERIOD.to)) runs.push(run);
  faults = [];
  copied = [...(await copyRuns(runs, vouch.evidence, folder, faults)).keys()];
  await buildBundle(join(folder, 'bundle'), PERIOD, vouch.bundling('2026-11-20T10:00:00Z'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const finding = ({ rule, account, region, resource }: Readonly<Record<string, unknown>>): string =>
  `${rule} ${account}/${region} ${resource}`;

describe('the same answer from the runs by SQL and from the tables of the bundle', () => {
  test('what fails at the end', async () => {
    const expected = table('results/deviations.csv')
      .filter(({ status }) => status === 'open')
      .map(finding);
    expect(expected.length).toBeGreaterThan(0);
    expect((await ask('failing-at-the-end')).map(finding).sort()).toEqual(expected.sort());
  });

  test('what failed at some time, by when it was seen first and last and how often', async () => {
    const runs = table('scope/runs.csv').filter(({ status }) => status === 'complete');
    const expected = new Map<string, string[]>();
    for (const row of table('results/intervals.csv').filter(({ verdict }) => verdict === 'FAIL')) {
      const seen = runs
        .map(({ startedAt = '' }) => startedAt)
        .filter((at) => at >= (row.since ?? '') && (!row.until || at < row.until));
      if (seen.length > 0) expected.set(finding(row), [...(expected.get(finding(row)) ?? []), ...seen]);
    }
    const told = (times: readonly string[]) =>
      `${[...times].sort()[0]} ${[...times].sort().at(-1)} ${times.length}`;
    const answer = await ask('failed-at-some-time');
    expect(answer.length).toBeGreaterThan(5);
    expect(
      answer.map((row) => `${finding(row)} ${row.first_seen} ${row.last_seen} ${row.runs}`).sort(),
    ).toEqual([...expected].map(([key, times]) => `${key} ${told(times)}`).sort());
  });

  test('how many findings passed and failed on each day on which a run was', async () => {
    const answer = await ask('verdicts-by-day');
    expect(answer).toHaveLength(DAYS - 4 - 1);
    const days = answer.map(({ day }) => day);
    const expected = table('results/by-day.csv')
      .filter(({ criterion, day }) => criterion === '*' && days.includes(day))
      .map(({ day, PASS, FAIL, NOT_APPLICABLE, NOT_EVALUATED }) =>
        [day, PASS, FAIL, NOT_APPLICABLE, NOT_EVALUATED].join(),
      );
    expect(
      answer.map(({ day, pass, fail, not_applicable, not_evaluated }) =>
        [day, pass, fail, not_applicable, not_evaluated].join(),
      ),
    ).toEqual(expected);
  });

  test('which logic and parameters were in force from which run to which', async () => {
    const number = (run: unknown) => String(Number(String(run).split('-').at(-1)));
    const answer = await ask('rules-that-changed');
    expect(answer.length).toBe(2);
    // The run of the day that was missed stands between, and judged nothing; the strict rule was in force twice.
    const versions = table('controls/versions.csv').map(
      ({ rule, hash, parameters }) => `${rule} ${hash} ${parameters}`,
    );
    expect([...new Set(versions)].sort()).toEqual(
      answer.map(({ rule, rule_hash, parameters }) => `${rule} ${rule_hash} ${parameters}`).sort(),
    );
    expect(
      answer.map(({ first_run, last_run }) => `${number(first_run)} ${number(last_run)}`).sort(),
    ).toEqual(['21 22', '5 40']);
  });
});

/** Asks a question of rows that are made up. */
async function askOf(id: string, rows: readonly object[]): Promise<readonly object[]> {
  const own = mkdtempSync(join(tmpdir(), 'vouch-sql-test-'));
  const folderOfRun = join(own, 'runs/2026-11-01/r/111111111111');
  mkdirSync(folderOfRun, { recursive: true });
  const lines = rows.map((row) => `${JSON.stringify({ run: 'r', account: '111111111111', ...row })}\n`);
  writeFileSync(join(folderOfRun, 'aws-global.ndjson.gz'), gzipSync(lines.join('')));
  const answer = await queryRuns(own, ['r'], QUESTIONS[id]?.sql('rule IS NOT NULL') ?? '');
  rmSync(own, { recursive: true, force: true });
  return answer.rows;
}

test('users without MFA are found by the facts of their evaluations', async () => {
  const user = (name: string, password: boolean, mfaActive: boolean) => ({
    rule: 'iam-user-listed-for-review',
    resource: name,
    facts: { password: password ? { ageDays: 3, unusedDays: null } : null, mfaActive },
  });
  expect(
    await askOf('users-without-mfa', [
      user('careless', true, false),
      user('careful', true, true),
      user('machine', false, false),
    ]),
  ).toEqual([{ account: '111111111111', resource: 'careless' }]);
});

test('what fails is told with its requests, also where an older version recorded none', async () => {
  const row = (resource: string, verdict: string, requests?: readonly string[]) => ({
    rule: 's3-bucket-access-logging',
    region: 'eu-west-1',
    at: '2026-11-01T06:00:00.000Z',
    resource,
    verdict,
    ...(requests && { requests }),
  });
  const answer = await askOf('requests-behind-failures', [
    row('a', 'FAIL', ['S3.GetBucketLogging 0A1B', 'S3.ListBuckets 2C3D']),
    row('b', 'PASS', ['S3.GetBucketLogging 4E5F']),
    row('c', 'FAIL'),
  ]);
  expect(answer).toMatchObject([
    { resource: 'a', requests: '["S3.GetBucketLogging 0A1B","S3.ListBuckets 2C3D"]' },
    { resource: 'c', requests: null },
  ]);
});

describe('a query', () => {
  test('reads no other file, whatever it says', async () => {
    await expect(queryRuns(folder, copied, "SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow(
      /file system operations are disabled/,
    );
    await expect(queryRuns(folder, copied, 'SET enable_external_access = true')).rejects.toThrow(
      /locked|disabled/,
    );
  });

  test('that is wrong is refused with the reason of the database', async () => {
    await expect(queryRuns(folder, copied, 'SELECT colour FROM evaluations')).rejects.toThrow(/colour/);
  });
});

test('an object that is not as it was sealed is told of and not asked', async () => {
  expect(faults).toEqual([]);
  const [key = ''] = [...vouch.evidence.objects.keys()].filter((each) =>
    each.endsWith('eu-west-1.ndjson.gz'),
  );
  const kept = vouch.evidence.objects.get(key) as { body: Uint8Array; note: string };
  vouch.evidence.objects.set(key, { ...kept, body: Uint8Array.of(...kept.body, 0) });
  const runs: Run[] = [];
  for await (const run of vouch.store.runs()) runs.push(run);
  const found: string[] = [];
  const own = mkdtempSync(join(tmpdir(), 'vouch-sql-test-'));
  const there = await copyRuns(runs.slice(0, 2), vouch.evidence, own, found);
  rmSync(own, { recursive: true, force: true });
  vouch.evidence.objects.set(key, kept);
  expect(found).toEqual([`${key} is not the file that was sealed`]);
  expect([...there.values()]).toEqual([1, 2]);
});
