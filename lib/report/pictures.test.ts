import { describe, expect, test } from '@jest/globals';
import { noVerdicts } from '../domain/verdict.ts';
import {
  BINS,
  binOf,
  calendar,
  DAY_STATES,
  type DayVerdicts,
  fixTimes,
  smallVerdicts,
  verdictsOverTime,
  worstDays,
} from './pictures.ts';

const DAY_MS = 86_400_000;
const date = (number: number): string =>
  new Date(Date.parse('2026-01-01') + number * DAY_MS).toISOString().slice(0, 10);
const verdicts = (number: number, FAIL: number): DayVerdicts => ({
  day: date(number),
  counts: { ...noVerdicts(), FAIL, PASS: 10 },
});

describe('the part of the time given that a failure took', () => {
  test.each([
    [0, 10, 0],
    [1, 10, 0],
    [1.01, 10, 1],
    [10, 10, 9],
    [10.01, 10, 10],
    [20, 10, 19],
    [20.01, 10, 20],
    [900, 1, 20],
  ])('%d of %d is in bin %d', (taken, given, bin) => {
    expect(binOf(taken, given)).toBe(bin);
  });
});

describe('days that stand for weeks', () => {
  test('a short time has every day', () => {
    const days = Array.from({ length: 62 }, (_, index) => verdicts(index, 0));
    expect(worstDays(days)).toEqual(days);
  });

  test('a bad day of a long time is never smoothed away', () => {
    const days = Array.from({ length: 365 }, (_, index) => verdicts(index, index === 200 ? 99 : 1));
    const shown = worstDays(days);
    expect(shown.length).toBe(53);
    expect(Math.max(...shown.map(({ counts }) => counts.FAIL))).toBe(99);
    expect(shown.find(({ counts }) => counts.FAIL === 99)?.day).toBe(date(200));
  });
});

describe('pictures', () => {
  test('the calendar has every day with its state in words, and tells states apart by more than colour', () => {
    const { text } = calendar(DAY_STATES.map((status, index) => ({ day: date(index), status })));
    for (const state of ['complete', 'partial', 'failed', 'missed', 'evidence lost', 'not sealed', 'no run'])
      expect(text).toMatch(new RegExp(`<title>2026-01-0\\d: ${state}</title>`));
    expect(text).toContain('complete: 1, partial: 1');
    for (const letter of ['P', 'F', 'M', 'L', 'O', '–']) expect(text).toContain(`>${letter}</text>`);
  });

  test('a leap year of days is there', () => {
    const days = Array.from({ length: 366 }, (_, index) => ({
      day: new Date(Date.parse('2028-01-01') + index * DAY_MS).toISOString().slice(0, 10),
      status: 'complete' as const,
    }));
    expect(calendar(days).text).toContain('<title>2028-02-29: complete</title>');
    expect(calendar(days).text).toContain('complete: 366');
  });

  test('verdicts over time say how they began and ended; nothing at all is drawn too', () => {
    const { text } = verdictsOverTime([verdicts(0, 3), verdicts(1, 5)]);
    expect(text).toContain(
      'At the beginning 3 fail, 0 not evaluated, 10 pass; at the end 5 fail, 0 not evaluated, 10 pass',
    );
    for (const picture of [
      verdictsOverTime([]),
      smallVerdicts('CC6.1', []),
      smallVerdicts('A1.1', [verdicts(0, 0)]),
    ])
      expect(picture.text).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('times to fix count each failure once, and say what was late', () => {
    const none = Array<number>(BINS).fill(0);
    const { text } = fixTimes([
      { severity: 'high', days: [7], ended: none.with(2, 4).with(12, 1), lasting: none.with(20, 2) },
      { severity: 'low', days: [90, 60], ended: none, lasting: none },
    ]);
    expect(text).toContain('high: 1 fixed late, 2 overdue, 4 within their time');
    expect(text).toContain('given 90 days, then 60 days');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});
