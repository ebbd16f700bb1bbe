import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Bundle, buildBundle, bundleName } from '#lib/evidence/bundle.ts';
import type { Span } from '#lib/evidence/period.ts';
import { deployment } from './support/world.ts';

const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const day = (number: number): string => `2026-11-0${number}T06:00:00.000Z`;
const NOW = '2026-11-07T10:00:00.000Z';
const RULE = 'test-thing-in-order';

const vouch = deployment();
let root: string;
let folder: string;
let bundle: Bundle;

const build = (name: string, span: Span, now = NOW): Promise<Bundle> =>
  buildBundle(join(root, name), span, { ...vouch.bundling(now), account: '999999999999' });
const table = (path: string, of = folder): Record<string, string>[] =>
  parse(readFileSync(join(of, path)), { columns: true, record_delimiter: '\r\n' });
const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

/** A record that begins on 1 November: day 3 is missed, on day 5 the rule has changed and B has left. */
beforeAll(async () => {
  const both = { [A]: { things: { a: true } }, [B]: { things: { z: true } } };
  await vouch.run(day(1), both);
  await vouch.run(day(2), { ...both, [A]: { things: { a: { fault: 'denied' } } } });
  await vouch.run(day(4), { ...both, [B]: { things: {}, refused: { fault: 'denied' } } });
  for (const active of vouch.rules.splice(0))
    vouch.rules.push({ ...active, rule: { ...active.rule, hash: 'b'.repeat(64) } });
  await vouch.run(day(5), { [A]: both[A] });
  await vouch.run(day(6), { [A]: both[A] });
  root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
  folder = join(root, 'bundle');
  bundle = await build('bundle', { from: '2026-10-30T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a period that is longer than the record, and not over', () => {
  test('ends when the bundle is made: nothing is said of days to come', () => {
    expect(bundle.period).toEqual({ from: '2026-10-30T00:00:00.000Z', to: NOW });
    expect(bundleName(bundle)).toMatch(/^soc2-evidence_o-test_2026-10-30_2026-11-07_[0-9a-f]{12}\.zip$/);
    expect(json('scope/bundle.json')).toEqual({
      type: 'II',
      period: bundle.period,
      askedTo: '2027-01-01T00:00:00.000Z',
      cutOff: NOW,
      generator: 'vouch test',
      commit: null,
      organization: 'o-test',
      managementAccount: null,
      auditAccount: '999999999999',
      criteria: vouch.scope.criteria,
      subserviceOrganizations: [
        expect.objectContaining({ name: 'Amazon Web Services', method: 'carve-out' }),
      ],
      record: { firstRun: 1, lastRun: 6, firstStartedAt: day(1), lastStartedAt: day(6) },
      previousBundle: { lastSeal: null, how: expect.any(String) },
    });
  });

  test('each classical fault is a sentence', () => {
    const { faults, warnings } = bundle.summary;
    expect(faults).toEqual([]);
    expect(warnings).toEqual([
      'the period was asked for until 2027-01-01T00:00:00.000Z, and ends at 2026-11-07T10:00:00.000Z, when this bundle was made',
      'Type II over 9 days: auditors usually ask for at least three months',
      'the period is longer than the record, which begins on 2026-11-01: not covered at the beginning of the period: 2 days',
      'no run after 2026-11-06: not covered at the end of the period: 1 day',
      '3 of 8 days of the period without a run that has results: 2026-10-30 to 2026-10-31, 2026-11-03',
      '1 of 8 days with a run that did not reach every target: 2026-11-04',
      '1 account left the scope within the period: 222222222222',
      '1 rule of 1 control began or changed within the period, in source or parameters: encryption-at-rest; controls/versions.csv has each with its days',
      'criteria in scope that no rule tests: CC6.2, CC6.3, CC6.4, CC6.5, CC6.6 and 10 more; controls/criteria.csv says what to ask for',
      'no access review is recorded within the period: access-reviews/ has who could enter, and the company has to show who reviewed that elsewhere, when, and what was decided',
    ]);
  });

  test('every day has its row, and every hole its cause', () => {
    expect(
      table('gaps/calendar.csv').map(({ day: date, runs, status, expected, scanned, notEvaluated }) =>
        [date?.slice(5), runs, status, expected, scanned, notEvaluated].join(' '),
      ),
    ).toEqual([
      '10-30 0 none 0 0 ',
      '10-31 0 none 0 0 ',
      '11-01 1 complete 2 2 0',
      '11-02 1 complete 2 2 1',
      '11-03 0 missed 0 0 ',
      '11-04 1 partial 2 1 1',
      '11-05 1 complete 1 1 0',
      '11-06 1 complete 1 1 0',
      '11-07 0 not due 0 0 ',
    ]);
    expect(
      table('gaps/coverage.csv').map(({ account, rule, fromDay, toDay, cause, code, findings }) =>
        [account?.slice(0, 1), rule, fromDay?.slice(5), toDay?.slice(5), cause, code, findings].join(' '),
      ),
    ).toEqual([
      '1 * 10-30 10-31 no run  ',
      '1 * 11-03 11-03 missed run  ',
      `1 ${RULE} 11-02 11-02 not evaluated denied test:GetThing 1`,
      '2 * 10-30 10-31 no run  ',
      '2 * 11-03 11-03 missed run  ',
      '2 * 11-04 11-04 target not scanned denied sts:AssumeRole ',
      '2 * 11-05 11-06 not in scope left ',
    ]);
  });

  test('an account that left, a rule that changed and the scope are told with their runs and days', () => {
    expect(table('scope/accounts.csv')).toMatchObject([
      { id: '111111111111', examined: 'yes', reason: '', firstRun: '1', lastRun: '6', left: '' },
      {
        id: '222222222222',
        examined: 'no',
        reason: 'not in the Organization since the run of 2026-11-05',
        firstRun: '1',
        lastRun: '4',
        left: '2026-11-05',
      },
    ]);
    const versions = table('controls/versions.csv').map(({ rule, hash, fromRun, toRun, fromDay, toDay }) =>
      [rule, hash?.slice(0, 1), fromRun, toRun, fromDay, toDay].join(' '),
    );
    expect(versions).toEqual([`${RULE} a 1 4 2026-11-01 2026-11-04`, `${RULE} b 5 6 2026-11-05 2026-11-06`]);
    expect(table('scope/versions.csv')).toMatchObject([
      { changed: '', fromRun: '1', toRun: '6', toDay: '2026-11-06' },
    ]);
  });

  test('each control has its occurrences, and what it is', () => {
    const occurrences = table('controls/occurrences.csv');
    expect(occurrences.find(({ control }) => control === 'encryption-at-rest')).toEqual({
      control: 'encryption-at-rest',
      title: 'Stored data is encrypted',
      type: 'automated detective',
      frequency: 'daily',
      owner: '',
      status: 'missed on some days',
      expected: '8',
      held: '5',
      partial: '2',
      missed: '3',
      missedDays: '2026-10-30 to 2026-10-31, 2026-11-03',
      partialDays: '2026-11-02, 2026-11-04',
      first: '2026-11-01',
      last: '2026-11-06',
      rules: RULE,
    });
    expect(occurrences.find(({ control }) => control === 'recovery-testing')).toMatchObject({
      type: 'not automated',
      frequency: '',
      status: 'not automated',
      expected: '0',
    });
    expect(
      table('controls/controls.csv').find(({ control }) => control === 'encryption-at-rest'),
    ).toMatchObject({
      criteria: expect.stringMatching(/^CC6\.1: /),
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
      effectiveFrom: '2026-11-05',
      effectiveTo: '2026-11-06',
      expected: '8',
    });
  });
});

describe('Type I: the design at a time', () => {
  test('is what the newest run before it saw, from the same code, and is called so everywhere', async () => {
    const designed = await build('design', { asOf: '2026-11-05T00:00:00.000Z' });
    expect(designed.summary).toMatchObject({
      type: 'I',
      period: { from: day(4), to: '2026-11-05T00:00:00.000Z' },
      faults: [],
      runs: { complete: 0, partial: 1, missed: 0 },
    });
    expect(designed.summary.warnings.slice(0, 2)).toEqual([
      `Type I: this is the design at 2026-11-05T00:00:00.000Z, by the run of ${day(4)}; it shows no operation throughout a period`,
      '1 of 1 day with a run that did not reach every target: 2026-11-04',
    ]);
    expect(bundleName(designed)).toMatch(/^soc2-evidence-type-I_o-test_2026-11-04_[0-9a-f]{12}\.zip$/);
    expect(readFileSync(join(root, 'design/START-HERE.html'), 'utf8')).toContain('Type I<');
    expect(readFileSync(join(folder, 'START-HERE.html'), 'utf8')).toContain('Type II<');
  });

  test('says how old the run is, and takes the end of today for now', async () => {
    const late = await build('late', { asOf: '2026-11-08T00:00:00.000Z' });
    expect(late.period).toEqual({ from: day(6), to: NOW });
    expect(late.summary.warnings[1]).toBe(
      `the run of ${day(6)}, the newest that examined anything, is 1 day older`,
    );
  });
});

test.each<[string, Span, RegExp]>([
  ['is inverted', { from: day(5), to: day(4) }, /the period must begin before it ends/],
  [
    'has not begun',
    { from: day(8), to: day(9) },
    /begins at 2026-11-08T06.*, which has not been yet: it is 2026-11-07T10/,
  ],
  [
    'is older than the record',
    { from: '2026-02-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' },
    /no run lies in .*; the record holds runs from 2026-11-01T06.* to 2026-11-06T06/,
  ],
  ['is a day to come', { asOf: day(9) }, /2026-11-09T06:00:00\.000Z has not been yet/],
  [
    'is a time before any run',
    { asOf: day(1) },
    /no run before 2026-11-01T06.* examined anything; the record holds/,
  ],
])('what %s is refused, saying why', async (_, span, message) => {
  await expect(build('refused', span)).rejects.toThrow(message);
});

test('what lies under a seal and is gone, or is not what it was, is stated, and its days are not covered', async () => {
  const { objects } = vouch.evidence;
  const kept = new Map(objects);
  const key = (run: string, name: string) =>
    [...objects.keys()].find((path) => path.includes(run) && path.endsWith(name)) ?? '';
  objects.delete(key('-000002', 'targets.ndjson.gz'));
  const plan = key('-000005', 'plan.json');
  objects.set(plan, { body: Buffer.from('{'), note: '' });
  const { summary } = await build('spoiled', {
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-07T00:00:00.000Z',
  });
  for (const [path, object] of kept) objects.set(path, object);
  expect(summary.faults).toEqual([
    expect.stringMatching(/-000002\/targets\.ndjson\.gz is missing from the bucket$/),
    `${plan} is not the file that was sealed`,
    expect.stringContaining(`${plan} cannot be read: `),
  ]);
  const spoiled = join(root, 'spoiled');
  expect(table('gaps/calendar.csv', spoiled).map(({ status }) => status)).toEqual([
    'complete',
    'lost',
    'missed',
    'partial',
    'lost',
    'complete',
  ]);
  expect(table('gaps/coverage.csv', spoiled)).toContainEqual(
    expect.objectContaining({
      account: '111111111111',
      fromDay: '2026-11-05',
      cause: 'evidence lost',
      code: 'plan',
      message: 'the plan of run 5 cannot be read from the bucket',
      runs: '5',
    }),
  );
});
