import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { criteriaOf } from '#lib/controls/index.ts';
import { CONTROL_IDS } from '#lib/domain/control.ts';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { sha256 } from '#lib/evidence/canonical.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import type { ListedFile } from '#lib/evidence/folder.ts';
import { verifyFile } from '#lib/evidence/verify.ts';
import { deployment } from './support/world.ts';

type Entry = ListedFile & { readonly criteria: readonly string[] };

const vouch = deployment();
const { controls } = vouch.rules[0]?.rule ?? { controls: [] };
const root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PERIOD = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-04T00:00:00.000Z' };
const versioned = {
  ...vouch.evidence,
  get: async (key: string) => {
    const stored = await vouch.evidence.get(key);
    return stored && { ...stored, versionId: `version of ${key}` };
  },
};

async function manifest(folder: string, evidence: typeof vouch.evidence): Promise<readonly Entry[]> {
  const bundling = { ...vouch.bundling('2026-11-05T00:00:00Z'), evidence };
  await buildBundle(join(root, folder), PERIOD, bundling);
  return JSON.parse(readFileSync(join(root, folder, 'MANIFEST.json'), 'utf8')).files;
}

let files: readonly Entry[];
beforeAll(async () => {
  for (const day of [1, 2, 3])
    await vouch.run(`2026-11-0${day}T06:00:00Z`, { '111111111111/eu-west-1': { things: { a: day !== 2 } } });
  const [account, arn] = ['999999999999', 'arn:aws:iam::999999999999:user/alice'];
  const terms = {
    covers: { rule: 'test-thing-in-order', resources: ['arn:aws:test:eu-west-1:111111111111:thing/a'] },
    reason: 'it is to be replaced',
    compensatingControl: 'it is looked at daily',
    ticket: null,
    start: '2026-11-03T00:00:00.000Z',
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  };
  await manage(
    { step: 'request', terms },
    { arn, account, userId: 'alice', requestId: 'request' },
    {
      ...vouch,
      clock: () => new Date('2026-11-03T07:00:00Z'),
      account,
      maxDays: 180,
      rules: vouch.rules.map(({ rule }) => rule),
    },
  );
  files = await manifest('versioned', versioned);
});

describe('the source of a file', () => {
  test('is the object that it was copied from, with its version; what was made has none', () => {
    const objects = [...vouch.evidence.objects].map(([key, { body }]) => [sha256(body), key] as const);
    const keys = new Map(objects);
    for (const { path, sha256: digest, source } of files) {
      const key = keys.get(digest);
      expect([path, source]).toEqual([path, key ? { key, versionId: `version of ${key}` } : null]);
    }
    const copied = files.filter(({ source }) => source !== null).map(({ path }) => path);
    expect(copied).toEqual(
      expect.arrayContaining(['chain/seals/000000003.json', 'chain/results/000000003.ndjson.gz']),
    );
    expect(copied.filter((path) => path.startsWith('exceptions/signed/'))).toHaveLength(1);
  });

  test('has no version where the store keeps none, and the bundle is intact either way', async () => {
    const plain = await manifest('plain', vouch.evidence);
    expect(plain).toEqual(
      files.map((file) => ({ ...file, source: file.source && { ...file.source, versionId: null } })),
    );
    for (const folder of ['versioned', 'plain'])
      expect((await verifyFile(join(root, folder))).faults).toEqual([]);
  });
});

describe('the criteria of a file', () => {
  const criteria = (path: string) => files.find((file) => file.path === path)?.criteria;

  test('are those that its control serves, where it is of one', () => {
    for (const id of CONTROL_IDS) {
      const page = criteria(`human/controls/${id}.html`) ?? criteriaOf([id]);
      expect([id, criteria(`populations/${id}.csv`), page]).toEqual([id, criteriaOf([id]), criteriaOf([id])]);
    }
    expect(files.some(({ path }) => path.startsWith('human/controls/'))).toBe(true);
  });

  test('a rule has those of its controls', () => {
    expect(criteria('ipe/test-thing-in-order.json')).toEqual(criteriaOf(controls));
    const steps = files.filter(({ path }) => path.startsWith('exceptions/signed/'));
    expect(steps.map((file) => file.criteria)).toEqual([criteriaOf(controls)]);
  });

  test('what is about everything has all in scope; what helps to read and verify has none', () => {
    const all = vouch.scope.criteria;
    for (const path of [
      'summary.json',
      'results/intervals.csv',
      'chain/seals/000000001.json',
      'START-HERE.html',
    ])
      expect([path, criteria(path)]).toEqual([path, all]);
    for (const { path, criteria: spoken } of files)
      expect([path, spoken.length === 0]).toEqual([
        path,
        /^(?:verify|schema|samples)\/|^human\/data-dictionary/.test(path),
      ]);
  });
});
