import { expect, test } from '@jest/globals';
import { historyOf, type MadeRun, rule, time } from '../../test/support/history.ts';
import type { AnyRule } from '../domain/rule.ts';
import { DEFAULT_SCOPE } from '../scope/scope.ts';
import type { HeldReviews } from './bundle/reviews.ts';
import type { Period } from './intervals.ts';
import { Tallies } from './summary.ts';
import { warnings } from './warnings.ts';

const PLACE = '111111111111/eu-west-1';
const ONE = { id: 'one', controls: ['recovery-testing'] } as unknown as AnyRule;
const run = (day: number, more: Partial<MadeRun> = {}): MadeRun => ({
  sequence: day,
  startedAt: time(day),
  targets: { [PLACE]: true },
  rules: [rule('one')],
  ...more,
});
const DAYS = { from: time(1, 0), to: time(4, 0) };

function warned(
  made: readonly MadeRun[],
  tell: (tallies: Tallies) => void = (tallies) => tallies.count('one', 'PASS'),
  period: Period = DAYS,
  reviews: Partial<HeldReviews> = {},
): readonly string[] {
  const tallies = new Tallies();
  tell(tallies);
  const all = warnings({
    subject: { type: 'II', period, askedTo: null },
    history: historyOf(made, period),
    criteria: tallies.criteria(['A1.3'], [ONE]),
    tallies,
    rules: [ONE],
    reviews: { held: 0, quarters: [], due: 0, open: 0, own: 0, ...reviews },
  });
  return all.filter((line) => !/^Type II over 3 days|^no access review is recorded within/.test(line));
}

test('of days that all have a run, under one scope and one set of rules, only the reviews are said', () => {
  expect(warned([run(1), run(2), run(3)])).toEqual([]);
});

test('accounts that are not examined, came or left', () => {
  const [b, c] = ['222222222222', '333333333333'];
  const out = [{ id: c, name: c, path: [], reason: 'it is a sandbox' }];
  expect(
    warned([
      run(1, { excluded: out }),
      run(2, { excluded: out, targets: { [PLACE]: true, [`${b}/eu-west-1`]: true } }),
      run(3, { excluded: out }),
    ]),
  ).toEqual([
    '1 of 2 accounts not examined: 333333333333; scope/accounts.csv has the reasons',
    '1 account came into scope within the period: 222222222222',
    '1 account left the scope within the period: 222222222222',
  ]);
});

test('a scope that changed, however often it changed back', () => {
  const narrow = { ...DEFAULT_SCOPE, regions: ['eu-west-1'] };
  expect(warned([run(1), run(2, { scope: narrow }), run(3)])).toEqual([
    'the scope changed 2 times within the period: scope/versions.csv',
  ]);
});

test('rules that changed, were deleted, or found nothing', () => {
  expect(
    warned([
      run(1, { rules: [rule('one'), rule('two')] }),
      run(2, { rules: [{ ...rule('one'), parameters: { maxDays: 30 } }] }),
      run(3, { rules: [{ ...rule('one'), parameters: { maxDays: 30 } }] }),
    ]),
  ).toEqual([
    '1 rule of 1 control began or changed within the period, in source or parameters: recovery-testing; controls/versions.csv has each with its days',
    '1 rule no longer applied at the end of the period: two',
  ]);
});

test.each<[string, (tallies: Tallies) => void, readonly string[]]>([
  [
    'found nothing',
    () => {},
    [
      '1 rule found nothing to examine in any account at the end of the period: one; results/populations.csv',
      'criteria in scope of which the rules found nothing to examine at the end of the period: A1.3',
    ],
  ],
  [
    'could not be evaluated',
    (tallies) => tallies.count('one', 'NOT_EVALUATED'),
    ['criteria in scope of which nothing could be evaluated at the end of the period: A1.3'],
  ],
])('a criterion of which the rules %s', (_, tell, expected) => {
  expect(warned([run(1), run(2), run(3)], tell)).toEqual(expected);
});

test('a criterion that no rule tests, and a record that knows no plan', () => {
  expect(warned([run(1, { rules: [] }), run(2, { rules: [] }), run(3, { rules: [] })])).toEqual([
    'criteria in scope that no rule tests: A1.3; controls/criteria.csv says what to ask for',
  ]);
  const failed = [1, 2, 3].map((day): MadeRun => ({ sequence: day, startedAt: time(day), status: 'failed' }));
  expect(warned(failed)).toContain('no run of the period has a plan, so the accounts in scope are not known');
});

test.each([
  ['2025-11-02', 365, false],
  ['2025-10-01', 397, true],
  ['2026-08-05', 89, false],
  ['2026-08-06', 88, true],
])('a period from %s, of %d days, is unusual for Type II: %s', (from, days, unusual) => {
  const period = { from: `${from}T00:00:00.000Z`, to: time(2, 0) };
  expect(
    warned([run(1)], undefined, period).some((line) => line.startsWith(`Type II over ${days} days`)),
  ).toBe(unusual);
});

test.each<[string, Partial<HeldReviews>, readonly string[]]>([
  ['were held, and all that was decided is done', { held: 1, due: 2 }, []],
  [
    'were held in one quarter and not in another',
    {
      held: 1,
      quarters: [
        { quarter: '2026-Q1', status: 'missed', notReviewed: '' },
        { quarter: '2026-Q2', status: 'part', notReviewed: '111111111111' },
        { quarter: '2026-Q3', status: 'not due', notReviewed: '' },
      ],
    },
    [
      'no access review is recorded in 2026-Q1; the company has to show any that was held elsewhere',
      'access reviews of 2026-Q2 do not cover in full: 111111111111; access-reviews/quarters.csv',
    ],
  ],
  [
    'decided what nobody did, and of their own access',
    { held: 1, due: 3, open: 1, own: 1 },
    [
      '1 of 3 removals and changes that access reviews decided were not seen carried out by the end of the period: access-reviews/decisions.csv',
      "1 decision of access reviews is about the reviewer's own access: access-reviews/decisions.csv",
    ],
  ],
])('access reviews that %s', (_, reviews, expected) => {
  expect(warned([run(1), run(2), run(3)], undefined, DAYS, reviews)).toEqual(expected);
});
