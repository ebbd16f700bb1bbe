import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptedTime, accepts, asOf, byResource, type Exception, type Match } from '../domain/exception.ts';
import type { Evaluation, Finding, Transition } from '../domain/finding.ts';
import { timing } from '../domain/remediation.ts';
import type { Verdict } from '../domain/verdict.ts';
import { VERDICTS } from '../domain/verdict.ts';
import { overdue } from '../drift/notices.ts';
import { compare } from '../drift/transitions.ts';
import { intervals } from './intervals.ts';
import { type Failure, failures, remediationRow } from './remediation.ts';

const DEADLINES = { critical: 1, high: 7, medium: 30, low: 90 };
const AT = { account: '111122223333', region: 'eu-west-1' };
const RESOURCE = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const day = (number: number): string => new Date(Date.UTC(2026, 0, number, 6)).toISOString();

/** One verdict a day; null: it is not in the population. */
type History = readonly (Verdict | null)[];

const evaluation = (verdict: Verdict): Evaluation => ({
  ...AT,
  rule: 'rule',
  ruleHash: 'hash',
  resource: RESOURCE,
  population: false,
  type: 'AWS::KMS::Key',
  severity: 'high',
  verdict,
  reason: `seen ${verdict}`,
  facts: {},
  parameters: {},
  missing: [],
});

/** What a run a day makes of a history: its transitions, and the finding in the end. */
function recorded(history: History): { transitions: Transition[]; finding: Finding | null } {
  const transitions: Transition[] = [];
  let finding: Finding | null = null;
  history.forEach((verdict, index) => {
    const [change] = compare(
      new Map(finding ? [[`rule ${RESOURCE}`, finding]] : []),
      verdict ? [evaluation(verdict)] : [],
      { ...AT, sequence: index, startedAt: day(index) },
      () => ({ state: 'listed' }),
    );
    if (!change) return;
    transitions.push(change.transition);
    finding = change.finding;
  });
  return { transitions, finding };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function failuresIn(history: History): Promise<readonly Failure[]> {
  const found: Failure[] = [];
  for await (const failure of failures(intervals(each(recorded(history).transitions)))) found.push(failure);
  return found;
}

/** The same, day by day: days on which failures began, and on which they were seen to have ended. */
function oracle(history: History): readonly (readonly [number, number | null])[] {
  const found: [number, number | null][] = [];
  let failing: number | null = null;
  history.forEach((verdict, index) => {
    if (verdict === 'NOT_EVALUATED') return;
    if (verdict === 'FAIL') failing ??= index;
    else if (failing !== null) {
      found.push([failing, index]);
      failing = null;
    }
  });
  return failing === null ? found : [...found, [failing, null]];
}

const history = fc.array(fc.constantFrom(...VERDICTS, null), { maxLength: 40 });

test('failures are those that a count day by day finds, and each knows the one before it', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (verdicts) => {
      const found = await failuresIn(verdicts);
      const expected = oracle(verdicts);
      expect(found.map(({ since, until }) => [since, until])).toEqual(
        expected.map(([from, to]) => [day(from), to === null ? null : day(to)]),
      );
      expect(found.map(({ reopens }) => reopens)).toEqual(
        expected.map((_, index) => (index === 0 ? null : day(expected[index - 1]?.[0] ?? 0))),
      );
      const lasting = found.find(({ until }) => until === null);
      expect(recorded(verdicts).finding?.failing).toEqual(
        lasting && { since: lasting.since, sequence: lasting.firstRun },
      );
    }),
    { numRuns: 500 },
  );
});

test('a failure is late when more days passed than the deadline gives', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 20 }), async (verdicts, high) => {
      const to = day(verdicts.length);
      const rows = (await failuresIn(verdicts)).map((failure) =>
        remediationRow(failure, { ...DEADLINES, high }, [], to),
      );
      expect(rows.map((row) => row.timing)).toEqual(
        oracle(verdicts).map(([from, until]) => {
          if (until !== null) return until - from <= high ? 'in time' : 'late';
          return verdicts.length - from <= high ? 'open' : 'overdue';
        }),
      );
    }),
    { numRuns: 500 },
  );
});

test('failures of several findings and targets are not mixed up', async () => {
  const [a, b] = (['a', 'b'] as const).map((resource) =>
    recorded(['FAIL', 'PASS', 'FAIL']).transitions.map((transition) => ({ ...transition, resource })),
  );
  const found: Failure[] = [];
  for await (const failure of failures(intervals(each([...(a ?? []), ...(b ?? [])])))) found.push(failure);
  expect(found.map(({ resource, since, reopens }) => [resource, since, reopens])).toEqual([
    ['a', day(0), null],
    ['a', day(2), day(0)],
    ['b', day(0), null],
    ['b', day(2), day(0)],
  ]);
});

test.each([
  ['info', DEADLINES],
  ['high', null],
] as const)('what is %s, under deadlines %o, is never due', async (severity, deadlines) => {
  const [failure] = await failuresIn(['FAIL']);
  const row = remediationRow({ ...(failure as Failure), severity }, deadlines, [], day(300));
  expect(row).toMatchObject({ timing: 'no deadline', due: '' });
});

test.each([
  [day(2), 'in time', 'open'],
  [day(3), 'in time', 'open'],
  [day(4), 'late', 'overdue'],
])('due on day 3: ended at %s it is %s, lasting until then %s', (at, ended, lasting) => {
  expect(timing(day(3), at, day(9))).toBe(ended);
  expect(timing(day(3), null, at)).toBe(lasting);
});

/** Steps on days, in any order that the rules of exceptions allow, and some that they do not. */
const exception = fc
  .record({
    start: fc.nat(30),
    lasts: fc.integer({ min: 1, max: 20 }),
    approved: fc.option(fc.nat(30)),
    revoked: fc.option(fc.nat(40)),
    about: fc.constantFrom('exact', 'account', 'tag'),
    turns: fc.uniqueArray(fc.nat(40), { maxLength: 5 }),
  })
  .map(({ start, lasts, approved, revoked, about, turns }) => {
    const taken = (at: number) => ({
      by: { arn: 'a', account: AT.account, userId: 'u', requestId: 'q' },
      at: day(at),
      file: { key: 'k', sha256: 'h' },
    });
    const covers = {
      exact: { rule: 'rule', resources: [RESOURCE] },
      account: { rule: 'rule', account: AT.account },
      tag: { rule: 'rule', tag: { key: 'k', value: 'v' } },
    };
    // The tag comes and goes by turns.
    const sorted = turns.sort((a, b) => a - b);
    const spans = sorted.flatMap((from, index) =>
      index % 2 === 0 ? [{ from, until: sorted[index + 1] ?? null }] : [],
    );
    const matches = spans.map(
      ({ from, until }): Match => ({
        ...AT,
        exception: 'e',
        resource: RESOURCE,
        from: day(from),
        until: until === null ? null : day(until),
        why: until === null ? null : 'it no longer has the tag',
      }),
    );
    const one: Exception = {
      id: `${start}+${lasts}`,
      terms: {
        covers: covers[about],
        reason: 'r',
        compensatingControl: 'c',
        ticket: null,
        start: day(start),
        expiry: day(start + lasts),
        renews: null,
      },
      requested: taken(0),
      approved: approved === null ? null : taken(approved),
      revoked: revoked === null ? null : { ...taken(revoked), reason: 'r' },
      ...(about === 'tag' && { matches: byResource(matches) }),
    };
    const [from, to] = [Math.max(start, approved ?? 99), Math.min(start + lasts, revoked ?? 99)];
    const met = (at: number) => spans.some((span) => span.from <= at && at < (span.until ?? 99));
    return { one, acceptedOn: (at: number) => from <= at && at < to && (about !== 'tag' || met(at)) };
  });

describe('an exception', () => {
  test('accepts from approval and start to expiry and revocation, and stands beside the clock', async () => {
    const [failure] = await failuresIn(['FAIL']);
    const { finding } = recorded(['FAIL']);
    if (!failure || !finding) throw new Error('there is no failure');
    fc.assert(
      fc.property(exception, fc.nat(50), ({ one, acceptedOn }, now) => {
        const within = acceptedOn(now);
        expect(accepts(one, failure, day(now))).toBe(within);
        expect(accepts(one, { ...failure, account: '999999999999', resource: 'b' }, day(now))).toBe(false);
        expect(accepts(one, { ...failure, rule: 'other' }, day(now))).toBe(false);

        const row = remediationRow(failure, DEADLINES, [one], day(now));
        const before = Array.from({ length: now }, (_, at) => acceptedOn(at));
        expect(row.timing).toBe(now <= 7 ? 'open' : 'overdue');
        expect(row.exceptions).toBe(before.includes(true) ? one.id : '');
        expect(row.accepted).toBe(before.at(-1) ? 'yes' : 'no');

        const notice = overdue(finding, DEADLINES, [one], { at: day(now), sequence: 1 });
        expect(notice !== null).toBe(now > 7 && !within);
      }),
      { numRuns: 1000 },
    );
  });

  test('is, as of a time, what was known of it then', () => {
    fc.assert(
      fc.property(exception, fc.integer({ min: 1, max: 50 }), ({ one }, now) => {
        const then = asOf(one, day(now));
        expect(then?.approved ?? null).toEqual(
          one.approved && one.approved.at < day(now) ? one.approved : null,
        );
        // What came later changes nothing about what was accepted before.
        for (let before = 0; before < now; before += 1)
          expect(
            then && accepts(then, { rule: 'rule', resource: RESOURCE, account: AT.account }, day(before)),
          ).toBe(accepts(one, { rule: 'rule', resource: RESOURCE, account: AT.account }, day(before)));
        expect(asOf(one, day(0))).toBeNull();
        expect(acceptedTime({ ...one, approved: null })).toBeNull();
      }),
    );
  });
});
