import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { account } from '#lib/collectors/config.ts';
import type { RecordedCounts } from '#lib/domain/facts/config.ts';
import { register } from '#lib/domain/rule.ts';
import { targetId } from '#lib/domain/target.ts';
import type { ActiveRule } from '#lib/engine/evaluate.ts';
import type { Card } from '#lib/evidence/bundle/ipe.ts';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { LISTINGS } from '#lib/evidence/listings.ts';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { bundleSchemas } from '#lib/report/bundle-schemas.ts';
import type { Work } from '#lib/scan/work.ts';
import countsRule from '../rules/config/population-counts.ts';
import { deployment } from './support/world.ts';

const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const C = '333333333333/eu-west-1';
const PERIOD = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-05T00:00:00.000Z' };

/** What AWS Config counts in each place. */
const COUNTS: Record<string, RecordedCounts> = {
  [A]: { total: 5, counts: { 'AWS::Test::Thing': 3, 'AWS::EC2::VPC': 2 } },
  [B]: { unknown: 'AWS Config does not record in this Region' },
  [C]: { total: 1, counts: { 'AWS::Test::Thing': 1 } },
};

let root: string;
const vouch = deployment();

/** Two rules; two runs with another version of one of them; a day without a run. */
beforeAll(async () => {
  const rule: ActiveRule = { rule: register(countsRule, 'b'.repeat(64)), parameters: {} };
  const recordedCounts = {
    uses: [],
    read: (aws: { account: string; region: string }) => COUNTS[targetId(aws)],
  };
  (vouch.rules as ActiveRule[]).push(rule);
  (vouch.work as Work[]).push({
    collector: { ...account, facts: { recordedCounts } },
    rules: [rule],
    facts: ['recordedCounts'],
    recordedAs: [],
  });
  const things = { things: { a: true, b: true } };
  await vouch.run('2026-11-01T06:00:00Z', { [A]: things });
  const [thing] = vouch.rules as { rule: ActiveRule['rule'] }[];
  if (!thing) throw new Error('there is no rule');
  thing.rule = { ...thing.rule, hash: 'c'.repeat(64) };
  await vouch.run('2026-11-03T06:00:00Z', { [A]: things, [B]: things, [C]: { things: { fault: 'denied' } } });
  root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
  await buildBundle(root, PERIOD, vouch.bundling('2026-11-09T10:00:00Z'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const table = (path: string): Record<string, string>[] =>
  parse(readFileSync(join(root, path)), { columns: true, record_delimiter: '\r\n' });
const card = (listing: string): Card =>
  JSON.parse(readFileSync(join(root, `ipe/${listing}.json`), 'utf8')) as Card;

describe('independent totals', () => {
  test('each number stands beside that of somebody else, with the difference and why', () => {
    const totals = table('ipe/totals.csv');
    const of = (listing: string) => totals.filter((row) => row.listing === listing);
    expect(of('accounts')).toMatchObject([
      { listed: '3', independent: '3', difference: '0', explanation: '' },
    ]);
    expect(of('runs')).toMatchObject([{ listed: '2', independent: '4', difference: '-2' }]);
    expect(of('AWS::Test::Thing')).toMatchObject([
      {
        account: '111111111111',
        region: 'eu-west-1',
        listed: '2',
        independent: '3',
        source: 'Config.GetDiscoveredResourceCounts',
        difference: '-1',
        explanation: expect.stringContaining('--resource-type AWS::Test::Thing'),
      },
      {
        account: '333333333333',
        listed: '',
        independent: '1',
        explanation: expect.stringContaining('gaps/'),
      },
    ]);
    expect(of('resources of every type')).toMatchObject([
      { account: '222222222222', independent: '', explanation: 'AWS Config does not record in this Region' },
    ]);
    for (const { difference, explanation } of totals) expect(difference === '0').toBe(explanation === '');
  });
});

describe('cards', () => {
  test("a rule's card tells what was asked, as whom, of which version, and what came of it", () => {
    expect(card('test-thing-in-order')).toMatchObject({
      operations: [
        { operation: null, action: 'test:GetThing', lists: false },
        { operation: null, action: 'test:ListThings', lists: true },
      ],
      rule: {
        resource: 'AWS::Test::Thing',
        versions: [
          { hash: 'a'.repeat(64), fromRun: 1, toRun: 1, fromDay: '2026-11-01', toDay: '2026-11-01' },
          { hash: 'c'.repeat(64), fromRun: 3, toRun: 3, fromDay: '2026-11-03', toDay: '2026-11-03' },
        ],
      },
      runAs: {
        role: expect.stringMatching(/^arn:aws:iam::<account>:role\/./),
        session: expect.stringMatching(/^vouch-/),
      },
      accounts: 3,
      regions: ['eu-west-1'],
      run: { sequence: 3, status: 'complete', startedAt: '2026-11-03T06:00:00.000Z' },
      records: 5,
      total: { listed: 2, independent: 3, difference: -1, compared: 1, differing: 1 },
      explanation: 'ipe/totals.csv explains 1 difference',
      empty: null,
      limits: expect.arrayContaining([expect.stringContaining('1 finding could not be evaluated')]),
    });
  });

  test('accounts are as many as were to be examined', () => {
    expect(card('config-population-counts')).toMatchObject({
      records: 3,
      total: { listed: 3, independent: 3, difference: 0 },
      explanation: '',
      operations: [],
    });
  });

  test('every listing of the bundle has its card, an empty one with the reason', () => {
    const paths = listFiles(root);
    for (const { id, path, empty } of LISTINGS) {
      if (!paths.includes(path)) continue;
      const { records, empty: why } = card(id);
      expect(records).toBe(table(path).length);
      expect(why).toBe(records === 0 ? empty : null);
    }
    expect(card('exceptions').empty).toMatch(/^nobody asked/);
  });

  test('the table of cards says the same, one card a line', () => {
    const cards = listFiles(root).filter((path) => /^ipe\/.*\.json$/.test(path));
    const rows = table('ipe/cards.csv');
    expect(rows.map(({ listing }) => `ipe/${listing}.json`).sort()).toEqual(cards);
    expect(rows.find(({ listing }) => listing === 'test-thing-in-order')).toMatchObject({
      records: '5',
      ruleHash: 'c'.repeat(64),
      versions: '2',
      operations: 'test:GetThing reads\ntest:ListThings lists',
    });
  });

  test('every card keeps its schema', () => {
    const schema = bundleSchemas()['ipe.schema.json'];
    if (!schema) throw new Error('there is no schema');
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    for (const { listing } of table('ipe/cards.csv')) {
      validate(card(listing ?? ''));
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});

test('the operations that tables name are those that the Organization is read with', () => {
  const source = readFileSync(new URL('../lib/adapters/organizations.ts', import.meta.url), 'utf8');
  for (const operation of LISTINGS.find(({ id }) => id === 'accounts')?.operations ?? [])
    expect(source).toContain(`paginate${operation.split('.')[1]}`);
});
