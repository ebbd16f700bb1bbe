import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Transition } from '../domain/finding.ts';
import type { Verdict } from '../domain/verdict.ts';
import { failedWithin, type Interval, intervals, touches } from './intervals.ts';

const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T06:00:00.000Z`;
const PERIOD = { from: day(10), to: day(20) };

const step = (
  resource: string,
  number: number,
  to: Verdict | null,
  kind: Transition['kind'],
): Transition => ({
  account: '111122223333',
  region: 'eu-west-1',
  rule: 'rule',
  resource,
  type: 'AWS::KMS::Key',
  severity: 'high',
  from: null,
  to,
  kind,
  reason: `${kind} on ${number}`,
  sequence: number,
  at: day(number),
});

async function of(...steps: readonly Transition[]): Promise<readonly Interval[]> {
  async function* source() {
    yield* steps;
  }
  const all: Interval[] = [];
  for await (const interval of intervals(source())) if (touches(interval, PERIOD.from)) all.push(interval);
  return all;
}

test('a verdict from before the period that still holds spans it', async () => {
  expect(await of(step('a', 1, 'PASS', 'baseline'))).toMatchObject([
    { verdict: 'PASS', since: day(1), until: null, ended: null },
  ]);
});

test('each change ends one interval and begins the next', async () => {
  const found = await of(
    step('a', 1, 'PASS', 'baseline'),
    step('a', 12, 'FAIL', 'drift'),
    step('a', 15, 'PASS', 'restoration'),
  );
  expect(found).toMatchObject([
    { verdict: 'PASS', since: day(1), until: day(12), endedByRun: 12, ended: 'drift' },
    { verdict: 'FAIL', since: day(12), until: day(15), firstRun: 12, began: 'drift', ended: 'restoration' },
    { verdict: 'PASS', since: day(15), until: null },
  ]);
});

test('what ended before the period, or exactly at its beginning, is not in it', async () => {
  expect(await of(step('a', 1, 'FAIL', 'baseline'), step('a', 10, 'PASS', 'restoration'))).toMatchObject([
    { verdict: 'PASS', since: day(10) },
  ]);
});

test('a resource that left has no open interval', async () => {
  expect(await of(step('a', 11, 'FAIL', 'baseline'), step('a', 13, null, 'left'))).toMatchObject([
    { verdict: 'FAIL', until: day(13), ended: 'left' },
  ]);
});

test('the end of one finding is not the end of the next', async () => {
  const found = await of(step('a', 11, 'FAIL', 'baseline'), step('b', 12, 'PASS', 'baseline'));
  expect(found).toMatchObject([
    { resource: 'a', until: null },
    { resource: 'b', until: null },
  ]);
});

test('what failed at any time within a period is what daily snapshots of it show to fail', () => {
  const verdicts = fc.array(fc.constantFrom<Verdict>('PASS', 'FAIL', 'NOT_EVALUATED'), {
    minLength: 9,
    maxLength: 9,
  });
  const days = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.array(verdicts, { maxLength: 4 }), days, (findings, [one, other]) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const transitions = findings.flatMap((daily, finding) =>
        daily.flatMap((verdict, index) =>
          verdict === daily[index - 1] ? [] : [step(`r${finding}`, index + 1, verdict, 'change')],
        ),
      );
      // A day lasts until the next run: the period is from just after a run to just after another.
      const period = { from: `2026-11-0${from}T06:00:00.001Z`, to: `2026-11-0${to}T06:00:00.001Z` };
      const failed = findings.flatMap((daily, finding) =>
        daily.slice(from - 1, to).includes('FAIL') && from < to ? [`r${finding}`] : [],
      );
      const found = from < to ? failedWithin(transitions, period).map(({ resource }) => resource) : [];
      expect([...new Set(found)]).toEqual(failed);
    }),
  );
});
