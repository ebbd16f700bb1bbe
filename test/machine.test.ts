import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { sha256 } from '#lib/evidence/canonical.ts';
import { payloadOf } from '#lib/evidence/dsse.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import type { Seal } from '#lib/evidence/seal.ts';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { BUNDLE_FILES } from '#lib/report/bundle-contract.ts';
import { deployment } from './support/world.ts';

const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const THING = 'arn:aws:test:eu-west-1:111111111111:thing';
const PERIOD = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' };
const day = (number: number): string => `2026-11-0${number}T06:00:00Z`;
const HOSTILE = '<b>=cmd|"x"🔥\n';

let folder: string;
const vouch = deployment();

/** A failure that is accepted, one that is not, one that was mended, a blind spot, an account that refuses, and a thing that left. */
beforeAll(async () => {
  const take = (name: string, at: string, ask: Parameters<typeof manage>[0]) => {
    const [account, arn] = ['999999999999', `arn:aws:iam::999999999999:user/${name}`];
    return manage(
      ask,
      { arn, account, userId: name, requestId: at },
      {
        ...vouch,
        clock: () => new Date(at),
        account,
        maxDays: 180,
        rules: vouch.rules.map(({ rule }) => rule),
      },
    );
  };
  const b = { things: { z: true } };
  const gone = { gone: true };
  await vouch.run(day(1), {
    [A]: { things: { a: true, b: true, c: false, [HOSTILE]: false, ...gone } },
    [B]: b,
  });
  await vouch.run(day(3), { [A]: { things: { a: false, b: true, c: false, [HOSTILE]: false } }, [B]: b });
  await vouch.run(day(5), {
    [A]: { things: { a: false, b: { fault: 'denied' }, c: true, [HOSTILE]: false } },
    [B]: b,
  });
  await vouch.run(day(6), {
    [A]: { things: { a: false, b: { fault: 'denied' }, c: true, [HOSTILE]: false } },
    [B]: { things: {}, refused: { fault: 'denied' } },
  });
  const { id } = await take('alice', '2026-11-04T09:00:00Z', {
    step: 'request',
    terms: {
      covers: { rule: 'test-thing-in-order', resources: [`${THING}/a`] },
      reason: 'it is to be replaced',
      compensatingControl: 'it is looked at daily',
      ticket: null,
      start: day(4),
      expiry: '2026-12-01T00:00:00.000Z',
      renews: null,
    },
  });
  await take('bob', '2026-11-04T10:00:00Z', { step: 'approve', id });
  folder = mkdtempSync(join(tmpdir(), 'vouch-machine-'));
  await buildBundle(folder, PERIOD, vouch.bundling('2026-11-09T10:00:00Z'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const table = (path: string): Record<string, string>[] =>
  parse(read(path), { columns: true, record_delimiter: '\r\n' });

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Document = Readonly<Record<string, Json>>;
const document = (name: string): Document => JSON.parse(read(`machine/${name}.json`)) as Document;
const OSCAL = ['oscal-ar', 'oscal-poam', 'oscal-catalog'];

/** Every member of a document, however deep: its name and its value. */
function* members(value: Json): Generator<readonly [name: string, value: Json]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield [name, inner];
    yield* members(inner);
  }
}
const all = (value: Json, name: string): readonly Json[] =>
  [...members(value)].filter(([known]) => known === name).map(([, inner]) => inner);
const property = (thing: Json, name: string): Json | undefined =>
  ((thing as Document).props as readonly Document[]).find((prop) => prop.name === name)?.value;

describe.each(OSCAL)('machine/%s.json', (name) => {
  test('each UUID is given once, and is of version 5', () => {
    const uuids = all(document(name), 'uuid');
    expect(uuids.length).toBeGreaterThan(0);
    expect(new Set(uuids).size).toBe(uuids.length);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('what is referred to is there', () => {
    const whole = document(name);
    const uuids = new Set(all(whole, 'uuid'));
    const referred = [...members(whole)].flatMap(([member, value]) =>
      member.endsWith('-uuid')
        ? [value]
        : member === 'href' && String(value).startsWith('#')
          ? [String(value).slice(1)]
          : [],
    );
    for (const uuid of referred) expect({ uuid, known: uuids.has(uuid) }).toEqual({ uuid, known: true });
    if (name !== 'oscal-catalog') expect(referred.length).toBeGreaterThan(0);
  });

  test('files are named with the hash that they have', () => {
    for (const links of all(document(name), 'rlinks') as readonly (readonly Document[])[]) {
      for (const { href, hashes } of links)
        expect(hashes).toEqual([
          { algorithm: 'SHA-256', value: sha256(readFileSync(join(folder, 'machine', String(href)))) },
        ]);
    }
  });

  test('it is dated by the period, not by the day on which it was made', () => {
    expect(all(document(name), 'last-modified')).toEqual([PERIOD.to]);
  });
});

describe('OSCAL says what the tables say', () => {
  test('criteria and objectives are those of the catalog', () => {
    const [catalog, results] = [document('oscal-catalog'), document('oscal-ar')];
    const ids = new Set(all(catalog, 'id'));
    const referred = [...all(results, 'control-id'), ...all(results, 'target-id')];
    expect(referred).toContain('cc6.1_encryption-at-rest');
    for (const id of referred) expect({ id, known: ids.has(id) }).toEqual({ id, known: true });
  });

  test('an account is counted under the rule as its rows are', () => {
    const [observations] = all(document('oscal-ar'), 'observations') as readonly (readonly Document[])[];
    const subjects = observations?.[0]?.subjects as readonly Json[];
    const counts = subjects.map((subject) => [
      property(subject, 'FAIL'),
      property(subject, 'PASS'),
      property(subject, 'NOT_EVALUATED'),
    ]);
    expect(counts).toEqual([
      ['2', '1', '1'],
      [undefined, undefined, '2'],
    ]);
  });

  test('a control whose rules found failures is not satisfied, nor is one with nothing to show', () => {
    const [findings] = all(document('oscal-ar'), 'findings') as readonly (readonly Document[])[];
    const state = (id: string): Json | undefined =>
      findings?.map(({ target }) => target as Document).find((target) => target['target-id'] === id)?.status;
    expect(state('cc6.1_encryption-at-rest')).toMatchObject({ state: 'not-satisfied', reason: 'fail' });
    expect(state('cc6.1_human-mfa')).toMatchObject({ state: 'not-satisfied', reason: 'other' });
  });

  test('failures are risks with their deadline; an exception is a response that hides nothing', () => {
    const [risks] = all(document('oscal-ar'), 'risks') as readonly (readonly Document[])[];
    expect(risks).toHaveLength(table('remediation/remediation.csv').length);
    const of = (resource: string) => risks?.find((risk) => property(risk, 'resource') === resource);
    expect(of(`${THING}/a`)).toMatchObject({
      status: 'deviation-approved',
      deadline: '2026-11-10T06:00:00.000Z',
      'mitigating-factors': [{ description: 'it is looked at daily' }],
      remediations: [
        { lifecycle: 'recommendation', description: 'Put it in order.' },
        {
          description: 'it is to be replaced',
          tasks: [
            {
              timing: {
                'within-date-range': { start: '2026-11-04T10:00:00.000Z', end: '2026-12-01T00:00:00.000Z' },
              },
            },
          ],
        },
      ],
    });
    expect(of(`${THING}/c`)).toMatchObject({ status: 'closed' });
    expect(of(`${THING}/<b>=cmd|"x"🔥`)).toMatchObject({ status: 'open' });
  });

  test('what is open, and what could not be seen, is an item each', () => {
    const [items] = all(document('oscal-poam'), 'poam-items') as readonly (readonly Document[])[];
    expect(
      items?.map((item) => [property(item, 'kind'), property(item, 'open'), property(item, 'accepted')]),
    ).toEqual([
      ['failing', '2', '1'],
      ['not-evaluated', '3', undefined],
    ]);
    expect(items?.map((item) => (item['related-risks'] as readonly Json[]).length)).toEqual([2, 3]);
  });
});

describe('machine/ocsf-2003.ndjson', () => {
  const events = () =>
    read('machine/ocsf-2003.ndjson')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const event = (resource: string) => events().find(({ resources }) => resources[0].uid === resource);

  test('each finding at the end of the period is an event, once', () => {
    const open = table('results/intervals.csv').filter(({ until }) => until === '');
    expect(events().map(({ resources, compliance }) => [resources[0].uid, compliance.status_code])).toEqual(
      open.map(({ resource, verdict }) => [resource, verdict]),
    );
    for (const kind of ['metadata', 'finding_info'])
      expect(new Set(events().map((one) => one[kind].uid)).size).toBe(open.length);
    expect(events().map(({ resources }) => resources[0].uid)).not.toContain(`${THING}/gone`);
  });

  test.each([
    ['a', { activity_id: 2, type_uid: 200302, severity_id: 4, compliance: { status_id: 3, status: 'Fail' } }],
    [
      'b',
      { activity_id: 2, type_uid: 200302, severity_id: 4, compliance: { status_id: 2, status: 'Warning' } },
    ],
    ['c', { activity_id: 3, type_uid: 200303, severity_id: 1, compliance: { status_id: 1, status: 'Pass' } }],
    [HOSTILE, { activity_id: 1, type_uid: 200301, compliance: { status_id: 3, requirements: ['CC6.1'] } }],
  ])('thing %j', (name, expected) => {
    expect(event(`${THING}/${name}`)).toMatchObject({
      category_uid: 2,
      class_uid: 2003,
      cloud: { account: { uid: '111111111111' }, region: 'eu-west-1', org: { uid: 'o-test' } },
      ...expected,
    });
  });

  test('an accepted failure still fails', () => {
    const { compliance } = event(`${THING}/a`);
    expect(compliance).toMatchObject({
      status_id: 3,
      status_details: [expect.stringMatching(/^accepted until 2026-12-01.* it still fails$/)],
    });
    expect(event(`${THING}/${HOSTILE}`).compliance).not.toHaveProperty('status_details');
  });

  test('it was last seen in the last run that scanned its target', () => {
    const seen = (resource: string) => new Date(event(resource).finding_info.last_seen_time).toISOString();
    expect(seen(`${THING}/a`)).toBe('2026-11-06T06:00:00.000Z');
    // Its account refused on the 6th: that it cannot be seen is what was last seen.
    expect(event('arn:aws:test:eu-west-1:222222222222:thing/z')).toMatchObject({
      time: Date.parse(day(6)),
      compliance: { status_code: 'NOT_EVALUATED' },
    });
  });
});

describe('schema/', () => {
  /** `*` in a pattern stands for anything but a slash. */
  const matches = (pattern: string, path: string): boolean =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(path);
  const ajv = new Ajv2020({ validateFormats: false, allowUnionTypes: true });
  const schema = (name: string) => ajv.compile(JSON.parse(read(`schema/${name}.schema.json`)));
  /** What other formats define, and the schemas themselves. */
  const OTHERS = ['machine/', 'schema/'];

  test('each JSON file of the bundle has one schema, and is valid', () => {
    const own = listFiles(folder).filter(
      (path) => path.endsWith('.json') && !OTHERS.some((other) => path.startsWith(other)),
    );
    expect(own).toContain('chain/seals/000000002.json');
    expect(own.some((path) => path.startsWith('exceptions/signed/'))).toBe(true);
    for (const path of own) {
      const names = Object.entries(BUNDLE_FILES).filter(([, { files }]) =>
        files.some((pattern) => matches(pattern, path)),
      );
      expect({ path, schemas: names.map(([name]) => name), where: 'lib/report/bundle-contract.ts' }).toEqual({
        path,
        schemas: [expect.any(String)],
        where: 'lib/report/bundle-contract.ts',
      });
      const [name = '', { signed } = {}] = names[0] ?? [];
      const forms = signed
        ? ([
            ['envelope', JSON.parse(read(path))],
            [name, payloadOf(readFileSync(join(folder, path)))],
          ] as const)
        : ([[name, JSON.parse(read(path))]] as const);
      for (const [form, value] of forms) {
        const validate = schema(form);
        validate(value);
        expect({ path, form, errors: validate.errors }).toEqual({ path, form, errors: null });
      }
    }
  });

  test('a seal may pin what only some runs have', () => {
    const seal: Seal = payloadOf(readFileSync(join(folder, 'chain/seals/000000002.json')));
    const pinned = { key: 'some/key', sha256: 'a'.repeat(64) };
    const whole: Required<Seal['objects']> = {
      plan: null,
      targets: null,
      signatures: pinned,
      rescans: pinned,
    };
    expect(schema('seal')({ ...seal, objects: whole })).toBe(true);
  });

  test('what a schema does not know, it refuses', () => {
    const manifest = schema('manifest');
    const known = JSON.parse(read('MANIFEST.json'));
    expect(manifest({ ...known, more: true })).toBe(false);
    expect(manifest({ ...known, version: 2 })).toBe(false);
    expect(manifest({ ...known, files: [{ path: 'x' }] })).toBe(false);
  });
});
