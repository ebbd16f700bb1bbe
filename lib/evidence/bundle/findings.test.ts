import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { RULES } from '../../../rules/index.ts';
import { criteriaOf } from '../../controls/index.ts';
import { CRITERIA } from '../../domain/control.ts';
import type { Transition, TransitionKind } from '../../domain/finding.ts';
import type { Target } from '../../domain/target.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { BundleFolder } from '../folder.ts';
import type { Period } from '../intervals.ts';
import { Tallies } from '../summary.ts';
import { collect } from './bundling.ts';
import { writeFindings } from './findings.ts';

const root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const A: Target = { account: '111111111111', region: 'eu-west-1' };
const B: Target = { account: '222222222222', region: 'eu-west-1' };
const PERIOD = { from: '2028-02-28T00:00:00.000Z', to: '2028-03-02T12:00:00.000Z' };
const rules = RULES.slice(0, 2);
const [first, second] = rules.map(({ id }) => id) as [string, string];

/** Steps of one finding: time of day 06:00, verdict (null: gone), kind. */
type Step = readonly [date: string, to: Verdict | null, kind: TransitionKind];

const history = (target: Target, rule: string, resource: string, ...steps: readonly Step[]): Transition[] =>
  steps.map(([date, to, kind], index) => ({
    ...target,
    rule,
    resource,
    type: 'AWS::KMS::Key',
    severity: rule === first ? 'high' : 'critical',
    from: steps[index - 1]?.[1] ?? null,
    to,
    kind,
    reason: kind,
    sequence: index + 1,
    at: `${date}T06:00:00.000Z`,
  }));

let made = 0;
/** Writes a record's findings, and counts how often each target's transitions are read. */
async function written(record: readonly Transition[], period: Period = PERIOD) {
  const out = new BundleFolder(join(root, String(made++)));
  const reads: string[] = [];
  const tallies = new Tallies();
  const deviations = await writeFindings(out, { period, criteria: CRITERIA, tallies }, [], {
    rules,
    store: {
      async *runs() {},
      async *targets() {
        yield* [A, B];
      },
      async *transitions({ account }, to) {
        reads.push(account);
        yield* record.filter((transition) => transition.account === account && transition.at < to);
      },
      async *exceptions() {},
    },
  });
  return { out, reads, tallies, deviations, table: (path: string) => collect(out.records(path)) };
}

test("each target's history is read once, for results and clocks alike", async () => {
  const { reads, table } = await written([
    ...history(A, first, 'a', ['2028-01-01', 'FAIL', 'baseline'], ['2028-02-29', 'PASS', 'restoration']),
    ...history(A, first, 'b', ['2028-01-01', 'FAIL', 'baseline'], ['2028-01-02', 'PASS', 'restoration']),
  ]);
  expect(reads).toEqual([A.account, B.account]);
  expect((await table('results/intervals.csv')).map(({ resource, verdict }) => [resource, verdict])).toEqual([
    ['a', 'FAIL'],
    ['a', 'PASS'],
    ['b', 'PASS'],
  ]);
  expect(await table('remediation/remediation.csv')).toMatchObject([
    { resource: 'a', since: '2028-01-01T06:00:00.000Z', until: '2028-02-29T06:00:00.000Z' },
  ]);
});

test('days are counted with the leap day; the last one ends with the period', async () => {
  const { table } = await written(
    history(
      A,
      first,
      'a',
      ['2028-02-01', 'PASS', 'baseline'],
      ['2028-02-29', 'FAIL', 'drift'],
      ['2028-03-02', null, 'left'],
    ),
  );
  const rows = await table('results/by-day.csv');
  const of = (name: string) =>
    rows.filter(({ criterion }) => criterion === name).map(({ day, PASS, FAIL }) => [day, PASS, FAIL]);
  const expected = [
    ['2028-02-28', '1', '0'],
    ['2028-02-29', '0', '1'],
    ['2028-03-01', '0', '1'],
    ['2028-03-02', '0', '0'],
  ];
  expect(of('*')).toEqual(expected);
  for (const criterion of criteriaOf(rules[0]?.controls ?? [])) expect(of(criterion)).toEqual(expected);
});

test('deviations: the most severe, drift, the oldest, then target, rule and resource; always the same', async () => {
  const drift = (date: string): Step[] => [
    ['2028-01-01', 'PASS', 'baseline'],
    [date, 'FAIL', 'drift'],
  ];
  const { table, deviations } = await written([
    ...history(A, first, 'a', ['2028-01-01', 'FAIL', 'baseline']),
    ...history(A, first, 'b', ...drift('2028-02-29')),
    ...history(A, first, 'c', ...drift('2028-02-28')),
    ...history(A, second, 'd', ['2028-01-01', 'FAIL', 'baseline'], ['2028-03-01', null, 'left']),
    ...history(B, first, 'a', ...drift('2028-02-28')),
  ]);
  const rows = await table('results/deviations.csv');
  expect(rows.map(({ account, resource, status }) => [account, resource, status])).toEqual([
    [A.account, 'd', 'ended otherwise'],
    [A.account, 'c', 'open'],
    [B.account, 'a', 'open'],
    [A.account, 'b', 'open'],
    [A.account, 'a', 'open'],
  ]);
  expect(deviations).toMatchObject({ total: 5, open: 4, bySeverity: { critical: 1, high: 4, medium: 0 } });
  expect(deviations.worst.map(({ resource }) => resource)).toEqual(['d', 'c', 'a', 'b', 'a']);
});

test('the summary lists 200 deviations and counts all', async () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    history(A, first, `a${String(index).padStart(3, '0')}`, ['2028-01-01', 'FAIL', 'baseline']),
  );
  const { deviations } = await written(many.flat());
  expect(deviations).toMatchObject({ total: 300, open: 300 });
  expect(deviations.worst.map(({ resource }) => resource)).toEqual(
    many.slice(0, 200).map(([step]) => step?.resource),
  );
});

test('a rule that went within the period is named as such, and its findings count among all', async () => {
  const { table } = await written(
    history(A, 'gone-rule', 'a', ['2028-01-01', 'FAIL', 'baseline'], ['2028-03-01', null, 'left']),
  );
  expect(await table('results/deviations.csv')).toMatchObject([
    {
      rule: 'gone-rule',
      title: 'a rule that no longer exists',
      controls: '',
      criteria: '',
      status: 'ended otherwise',
    },
  ]);
  expect(
    (await table('results/by-day.csv'))
      .filter(({ FAIL }) => FAIL !== '0')
      .map(({ day, criterion }) => [day, criterion]),
  ).toEqual([
    ['2028-02-28', '*'],
    ['2028-02-29', '*'],
  ]);
});

test('an account that left has its history, and its place among the populations with none', async () => {
  const { table } = await written(
    history(B, first, 'b', ['2028-01-01', 'PASS', 'baseline'], ['2028-02-29', null, 'left']),
  );
  expect(await table('results/intervals.csv')).toMatchObject([{ account: B.account, ended: 'left' }]);
  const population = (await table('results/populations.csv')).filter(({ rule }) => rule === first);
  expect(population.map(({ account, resources }) => [account, resources])).toEqual([
    [A.account, '0'],
    [B.account, '0'],
  ]);
});

test('a record that breaks off leaves nothing of the bundle', async () => {
  const out = new BundleFolder(join(root, 'broken'));
  const broken = writeFindings(out, { period: PERIOD, criteria: CRITERIA, tallies: new Tallies() }, [], {
    rules,
    store: {
      async *runs() {},
      async *targets() {
        yield A;
      },
      // biome-ignore lint/correctness/useYield: it fails before
      async *transitions() {
        throw new Error('no more');
      },
      async *exceptions() {},
    },
  });
  await expect(broken).rejects.toThrow('no more');
  await out.discard();
  expect(existsSync(join(root, 'broken'))).toBe(false);
});
