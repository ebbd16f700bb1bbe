import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DENIED, historyOf, type MadeRun, rule, target, time } from '../../test/support/history.ts';
import type { Exception } from '../domain/exception.ts';
import { reasonOf } from '../domain/observed.ts';
import { targetId } from '../domain/target.ts';
import { type Blindness, type Gap, gaps } from './gaps.ts';
import type { History } from './history.ts';
import type { Period } from './intervals.ts';

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function gapsOf(
  history: History,
  blindness: readonly Blindness[] = [],
  exceptions: readonly Exception[] = [],
): Promise<readonly Gap[]> {
  const all: Gap[] = [];
  for await (const gap of gaps(history.coverage, each(blindness), exceptions)) all.push(gap);
  return all;
}

const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;
const REGIONS = ['eu-west-1', 'us-east-1'] as const;
const TEN_DAYS = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-11T00:00:00.000Z' };
const everywhere = (accounts: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(accounts.flatMap((account) => REGIONS.map((region) => [`${account}/${region}`, true])));

/**
 * Three accounts in two Regions with three rules over ten days. Day 4 is missed; on day 6 one target refuses; on days 7
 * and 8 a read is denied; the source of rule two changes on day 5, and rule three is deleted on day 9; C leaves on day 8.
 */
const EXAMPLE: readonly MadeRun[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((day) => ({
  sequence: day,
  startedAt: day === 4 ? time(4, 0) : time(day),
  ...(day !== 4 && {
    targets: { ...everywhere(day < 8 ? [A, B, C] : [A, B]), ...(day === 6 && { [`${B}/us-east-1`]: false }) },
    rules: [rule('one'), rule('two', day < 5 ? 'a' : 'b'), ...(day < 9 ? [rule('three')] : [])],
  }),
}));
const blind = (
  id: string,
  name: string,
  firstRun: number,
  endedByRun: number | null,
  reason = reasonOf([{ kind: 'denied', action: 'kms:DescribeKey', message: 'no' }]),
  resource = `${name}/1`,
): Blindness => ({ ...target(id), rule: name, resource, firstRun, endedByRun, reason });
const REFUSED = reasonOf([DENIED]);
const BLIND = [
  blind(`${A}/eu-west-1`, 'one', 7, 9),
  ...['one', 'three', 'two'].map((name) => blind(`${B}/us-east-1`, name, 6, 7, REFUSED)),
];

const missed = (id: string) => [
  id,
  '*',
  '2026-11-04',
  '2026-11-04',
  1,
  'missed run',
  '',
  'no run was started on this day',
  '4',
];
const shown = (gap: Gap) => [
  targetId(gap),
  gap.rule,
  gap.fromDay,
  gap.toDay,
  gap.days,
  gap.cause,
  gap.code,
  gap.message,
  gap.runs,
];

describe('three accounts, two Regions and ten days, by hand', () => {
  test('every row', async () => {
    const rows = await gapsOf(historyOf(EXAMPLE, TEN_DAYS), BLIND);
    expect(rows.map(shown)).toEqual([
      [
        '*/*',
        'three',
        '2026-11-09',
        '2026-11-10',
        2,
        'rule not in force',
        'removed',
        'the rule is no longer applied',
        '9-10',
      ],
      missed(`${A}/eu-west-1`),
      [
        '111111111111/eu-west-1',
        'one',
        '2026-11-07',
        '2026-11-08',
        2,
        'not evaluated',
        'denied kms:DescribeKey',
        'Not evaluated: access to kms:DescribeKey was denied: no',
        '7-8',
      ],
      missed(`${A}/us-east-1`),
      missed(`${B}/eu-west-1`),
      missed(`${B}/us-east-1`),
      [
        '222222222222/us-east-1',
        '*',
        '2026-11-06',
        '2026-11-06',
        1,
        'target not scanned',
        'denied sts:AssumeRole',
        'no',
        '6',
      ],
      missed(`${C}/eu-west-1`),
      [
        '333333333333/eu-west-1',
        '*',
        '2026-11-08',
        '2026-11-10',
        3,
        'not in scope',
        'left',
        'the account is no longer in the Organization',
        '8-10',
      ],
      missed(`${C}/us-east-1`),
      [
        '333333333333/us-east-1',
        '*',
        '2026-11-08',
        '2026-11-10',
        3,
        'not in scope',
        'left',
        'the account is no longer in the Organization',
        '8-10',
      ],
    ]);
    // 6 targets x 3 rules x 10 days are 180; missed 18, refused 3, left 18, deleted 2 x 4, denied 2.
    expect(180 - missingCells(rows, EXAMPLE_CELLS).size).toBe(131);
  });

  test('the calendar, and every version of the rules', () => {
    const { coverage, rules, scopes } = historyOf(EXAMPLE, TEN_DAYS);
    expect(coverage.days.map(({ status, expected, scanned }) => [status, expected, scanned])).toEqual([
      ['complete', 6, 6],
      ['complete', 6, 6],
      ['complete', 6, 6],
      ['missed', 0, 0],
      ['complete', 6, 6],
      ['partial', 6, 5],
      ['complete', 6, 6],
      ['complete', 4, 4],
      ['complete', 4, 4],
      ['complete', 4, 4],
    ]);
    expect(
      rules
        .all()
        .map(({ name, value, fromRun, toRun, fromDay }) => [name, value.hash, fromRun, toRun, fromDay]),
    ).toEqual([
      ['one', 'a', 1, 10, '2026-11-01'],
      ['three', 'a', 1, 8, '2026-11-01'],
      ['two', 'a', 1, 3, '2026-11-01'],
      ['two', 'b', 5, 10, '2026-11-05'],
    ]);
    expect(scopes.all()).toMatchObject([{ fromRun: 1, toRun: 10 }]);
  });

  test('how often a control was held, by its rules', () => {
    const { coverage } = historyOf(EXAMPLE, TEN_DAYS);
    const dates = new Map([['one', new Set(['2026-11-07', '2026-11-08'])]]);
    const held = (...rules: string[]) =>
      coverage.days.map((_, index) => coverage.occurrence(index, rules, dates)[0]).join('');
    // held, partial, missed
    expect(held('two')).toBe('hhhmhphhhh');
    expect(held('one', 'two')).toBe('hhhmhppphh');
    expect(held('three')).toBe('hhhmhphhmm');
    expect(held('four')).toBe('mmmmmmmmmm');
  });

  test('an account that left, when and until which run it was examined', () => {
    expect(historyOf(EXAMPLE, TEN_DAYS).accounts()).toMatchObject([
      { id: A, firstRun: 1, lastRun: 10, left: '', reason: '' },
      { id: B, firstRun: 1, lastRun: 10, left: '', reason: '' },
      {
        id: C,
        firstRun: 1,
        lastRun: 7,
        left: '2026-11-08',
        reason: 'not in the Organization since the run of 2026-11-08',
      },
    ]);
  });
});

interface Cells {
  readonly targets: readonly string[];
  readonly rules: readonly string[];
  readonly dates: readonly string[];
}
const dates = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => time(index + 1).slice(0, 10));
const EXAMPLE_CELLS: Cells = {
  targets: Object.keys(everywhere([A, B, C])),
  rules: ['one', 'three', 'two'],
  dates: dates(10),
};

/** Every target, rule and day that a row says is missing, with its cause: the first of run, target and rule. */
function missingCells(
  rows: readonly Gap[],
  { targets, rules, dates: days }: Cells,
): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  const precise = [...rows].sort((a, b) => Number(a.account === '*') - Number(b.account === '*'));
  for (const { account, region, rule: name, fromDay, toDay, cause, days: count } of precise) {
    const covered = days.filter((day) => day >= fromDay && day <= toDay);
    expect(covered).toHaveLength(count);
    for (const id of targets.filter((one) => account === '*' || one === `${account}/${region}`))
      for (const one of rules.filter((known) => name === '*' || known === name))
        for (const day of covered) {
          const cell = `${id} ${one} ${day}`;
          // Rows that name a target never overlap.
          if (account !== '*') expect(cells.has(cell)).toBe(false);
          if (!cells.has(cell)) cells.set(cell, cause);
        }
  }
  return cells;
}

describe('days, runs and exceptions', () => {
  const PLACE = `${A}/eu-west-1`;
  const run = (sequence: number, startedAt: string, more: Partial<MadeRun> = {}): MadeRun => ({
    sequence,
    startedAt,
    targets: { [PLACE]: true },
    rules: [rule('one')],
    ...more,
  });
  const states = (made: readonly MadeRun[], period: Period) =>
    historyOf(made, period).coverage.days.map(({ date, status }) => `${date.slice(8)} ${status}`);

  test('a day that the period cuts is due only when a run began in its part inside', () => {
    const made = [run(1, time(2)), run(2, time(3))];
    const cut = (from: string, to: string) => ({ from, to });
    expect(states(made, cut(time(1, 12), time(4, 5)))).toEqual([
      '01 not due',
      '02 complete',
      '03 complete',
      '04 not due',
    ]);
    expect(states(made, cut(time(2, 5), time(3, 7)))).toEqual(['02 complete', '03 complete']);
    expect(states(made.slice(1), cut(time(2, 7), time(4, 0)))).toEqual(['02 not due', '03 complete']);
    expect(
      states(
        [run(1, '2024-02-29T06:00:00.000Z')],
        cut('2024-02-28T00:00:00.000Z', '2024-03-02T00:00:00.000Z'),
      ),
    ).toEqual(['28 none', '29 complete', '01 none']);
  });

  test('of several runs of a day the best one counts, and of two alike the later', async () => {
    const day = { from: time(1, 0), to: time(2, 0) };
    const partial = { targets: { [PLACE]: true, [`${B}/eu-west-1`]: false } };
    const best = (...made: MadeRun[]) => historyOf(made, day).coverage.days[0]?.held?.sequence;
    expect(best(run(1, time(1, 1)), run(2, time(1, 2), partial))).toBe(1);
    expect(best(run(1, time(1, 1), partial), run(2, time(1, 2)))).toBe(2);
    expect(best(run(1, time(1, 1)), run(2, time(1, 2)))).toBe(2);
    expect(best(run(1, time(1, 1), { lost: 'plan' }), run(2, time(1, 2), partial))).toBe(2);
  });

  test('runs that are missing, open, failed or lost say so for every target, and where none is known for all', async () => {
    const period = { from: time(1, 0), to: time(8, 0) };
    const made: MadeRun[] = [
      run(1, time(2)),
      { sequence: 2, startedAt: time(3), status: 'failed' },
      run(3, time(4), { lost: 'results' }),
      run(4, time(5), { lost: 'plan' }),
      { sequence: 5, startedAt: time(6), status: 'open' },
    ];
    const causes = (rows: readonly Gap[]) =>
      rows.map((gap) => [targetId(gap), gap.fromDay.slice(8), gap.days, gap.cause, gap.code, gap.runs]);
    expect(causes(await gapsOf(historyOf(made, period)))).toEqual([
      [PLACE, '01', 1, 'no run', '', ''],
      [PLACE, '03', 1, 'failed run', '', '2'],
      [PLACE, '04', 1, 'evidence lost', 'results', '3'],
      [PLACE, '05', 1, 'evidence lost', 'plan', '4'],
      [PLACE, '06', 1, 'run not sealed', '', '5'],
      [PLACE, '07', 1, 'no run', '', ''],
    ]);
    const none: MadeRun[] = [{ sequence: 1, startedAt: time(1), status: 'failed' }];
    expect(causes(await gapsOf(historyOf(none, { ...period, to: time(3, 0) })))).toEqual([
      ['*/*', '01', 1, 'failed run', '', '1'],
      ['*/*', '02', 1, 'no run', '', ''],
    ]);
  });

  test('why a target is not in scope: not yet, excluded, its Region gone, and back again', async () => {
    const period = { from: time(1, 0), to: time(6, 0) };
    const other = `${B}/eu-west-1`;
    const both = { targets: { [PLACE]: true, [other]: true } };
    const made = [
      run(1, time(1)),
      run(2, time(2), both),
      run(3, time(3), { excluded: [{ id: B, name: B, path: [], reason: 'sold' }] }),
      run(4, time(4), { accounts: [A, B] }),
      run(5, time(5), both),
    ];
    const history = historyOf(made, period);
    expect(
      (await gapsOf(history)).map(({ fromDay, code, message }) => [fromDay.slice(8), code, message]),
    ).toEqual([
      ['01', 'new', 'run 2 is the first with it'],
      ['03', 'excluded', 'sold'],
      ['04', 'left', 'eu-west-1 is no longer among the Regions of the account'],
    ]);
    expect(history.accounts()).toMatchObject([
      { left: '' },
      { firstRun: 2, lastRun: 5, left: '', reason: '' },
    ]);
  });

  test('findings of one rule count together, and are accepted only when each of them is', async () => {
    const period = { from: time(1, 0), to: time(5, 0) };
    const history = historyOf(
      [1, 2, 3, 4].map((day) => run(day, time(day))),
      period,
    );
    const taken = (at: string) => ({
      at,
      by: { arn: '', account: '', userId: '', requestId: '' },
      file: { key: '', sha256: '' },
    });
    const accepted: Exception = {
      id: 'x',
      terms: {
        covers: { rule: 'one', resources: ['a', 'b'] },
        reason: '',
        compensatingControl: '',
        ticket: null,
        start: time(2, 0),
        expiry: time(4, 0),
        renews: null,
      },
      requested: taken(time(1)),
      approved: taken(time(1)),
      revoked: null,
    };
    const other = reasonOf([{ kind: 'throttled', action: 'kms:ListKeys', message: 'slow' }]);
    const spots = [
      blind(PLACE, 'one', 1, null, undefined, 'a'),
      blind(PLACE, 'one', 1, null, undefined, 'b'),
      blind(PLACE, 'one', 3, 4, other, 'c'),
      blind(`${C}/eu-west-1`, 'one', 1, null),
    ];
    expect(
      (await gapsOf(history, spots, [accepted])).map(({ fromDay, toDay, findings, code, accepted }) => [
        fromDay.slice(8),
        toDay.slice(8),
        findings,
        code,
        accepted,
      ]),
    ).toEqual([
      ['01', '01', 2, 'denied kms:DescribeKey', ''],
      ['02', '02', 2, 'denied kms:DescribeKey', 'x'],
      ['03', '03', 3, 'denied kms:DescribeKey; throttled kms:ListKeys', ''],
      ['04', '04', 2, 'denied kms:DescribeKey', ''],
    ]);
  });
});

describe('for any history: what is covered and what is missing are together what was expected', () => {
  const PLACES = [`${A}/eu-west-1`, `${A}/us-east-1`, `${B}/eu-west-1`];
  const NAMES = ['one', 'two'];
  const DAYS = 6;
  /** Of a target in a run: whether it is planned and scanned, and which rules see what they need. */
  const place = fc.record({
    planned: fc.boolean(),
    scanned: fc.boolean(),
    seen: fc.tuple(fc.boolean(), fc.boolean()),
  });
  const run = fc.record({
    kind: fc.constantFrom('held', 'held', 'held', 'missed', 'failed', 'open', 'lost'),
    places: fc.tuple(place, place, place),
    inForce: fc.tuple(fc.boolean(), fc.boolean()),
  });
  const day = fc.array(run, { maxLength: 2 });

  test('cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: DAYS, maxLength: DAYS }), async (days) => {
        const made: MadeRun[] = [];
        const told = new Map<number, (typeof days)[number][number]>();
        for (const [index, runs] of days.entries())
          for (const [hour, one] of runs.entries()) {
            const sequence = made.length + 1;
            const { kind, places, inForce } = one;
            const bare = kind === 'missed' || kind === 'failed' || kind === 'open';
            made.push({
              sequence,
              startedAt: time(index + 1, hour),
              ...(bare && { status: kind }),
              ...(kind === 'lost' && { lost: 'results' }),
              ...(!bare && {
                targets: Object.fromEntries(
                  PLACES.flatMap((id, at) => (places[at]?.planned ? [[id, places[at].scanned]] : [])),
                ),
                rules: NAMES.filter((_, at) => inForce[at]).map((name) => rule(name)),
              }),
            });
            if (kind === 'held') told.set(sequence, one);
          }
        const period = { from: time(1, 0), to: time(DAYS + 1, 0) };
        const history = historyOf(made, period);

        // What the record would have of findings: each run that has a target changes them, and no other does.
        const blindness: Blindness[] = [];
        for (const [at, id] of PLACES.entries())
          for (const [of, name] of NAMES.entries()) {
            let since: number | null = null;
            for (const { sequence, targets } of made) {
              const one = days.flat()[sequence - 1];
              if (!targets || !one?.places[at]?.planned) continue;
              const isBlind =
                one.inForce[of] === true && !(one.places[at].scanned && one.places[at].seen[of]);
              if (isBlind) since ??= sequence;
              else if (since !== null) {
                blindness.push(blind(id, name, since, sequence));
                since = null;
              }
            }
            if (since !== null) blindness.push(blind(id, name, since, null));
          }

        const { coverage } = history;
        const cells: Cells = {
          targets: coverage.targets().map(targetId),
          rules: coverage.rules(),
          dates: dates(DAYS),
        };
        const missing = missingCells(await gapsOf(history, blindness), cells);
        for (const [index, date] of cells.dates.entries()) {
          const held = coverage.days[index]?.held;
          const one = held && told.get(held.sequence);
          for (const id of cells.targets)
            for (const name of cells.rules) {
              const [at, of] = [PLACES.indexOf(id), NAMES.indexOf(name)];
              const where = one?.places[at];
              const covered = where?.planned && where.scanned && one?.inForce[of] && where.seen[of];
              expect({ id, name, date, covered: !missing.has(`${id} ${name} ${date}`) }).toEqual({
                id,
                name,
                date,
                covered: covered === true,
              });
            }
        }
      }),
      { numRuns: 300 },
    );
  });
});
