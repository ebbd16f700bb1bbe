import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { buildBundle, packBundle } from '#lib/evidence/bundle.ts';
import { verifyFile } from '#lib/evidence/verify.ts';
import { deployment } from './support/world.ts';

type Row = Readonly<Record<string, string>>;

const A = '111111111111/eu-west-1';
const PERIOD = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-04T00:00:00.000Z' };
const RIGHT = { [A]: { things: { a: true, b: true } } };
const WRONG = { [A]: { things: { a: false, b: true } } };

let root: string;
let zip: string;
const table = (path: string): readonly Row[] =>
  parse(readFileSync(join(root, 'bundle', path)), { columns: true }) as Row[];

/** Between the first two runs something breaks and is mended, each seen by a rescan; after the last one it breaks again. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'vouch-rescanned-'));
  zip = join(root, 'bundle.zip');
  const vouch = deployment();
  const rescan = async (time: string, world: typeof RIGHT): Promise<void> => {
    vouch.at(time, world);
    expect(await vouch.rescan(A, new Date(Date.parse(time) - 10_000).toISOString())).toBeTruthy();
  };
  await vouch.run('2026-11-01T06:00:00Z', RIGHT);
  await rescan('2026-11-01T12:00:00Z', WRONG);
  await rescan('2026-11-01T13:00:00Z', RIGHT);
  await vouch.run('2026-11-02T06:00:00Z', RIGHT);
  await vouch.run('2026-11-03T06:00:00Z', RIGHT);
  await rescan('2026-11-03T12:00:00Z', WRONG);
  await buildBundle(join(root, 'bundle'), PERIOD, vouch.bundling('2026-11-05T00:00:00Z'));
  await packBundle(join(root, 'bundle'), zip);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('what was wrong for an hour between two runs is in the bundle, with the rescans that saw it', () => {
  const failed = table('results/deviations.csv').map(({ resource, since, until, status }) => [
    resource?.split('/').pop(),
    since,
    until,
    status,
  ]);
  expect(failed.sort()).toEqual([
    ['a', '2026-11-01T12:00:00.000Z', '2026-11-01T13:00:00.000Z', 'restored'],
    ['a', '2026-11-03T12:00:00.000Z', '', 'open'],
  ]);
  const [mended] = table('results/intervals.csv').filter(({ verdict }) => verdict === 'FAIL');
  expect(mended).toMatchObject({
    firstRescan: expect.stringContaining('20261101T1200'),
    endedByRescan: expect.stringContaining('20261101T1300'),
  });
});

test('rescans are under the seal of the run after them; of the one that no seal has yet nothing is proved', () => {
  expect(table('scope/rescans.csv').map(({ startedAt, sealedByRun }) => [startedAt, sealedByRun])).toEqual([
    ['2026-11-01T12:00:00.000Z', '2'],
    ['2026-11-01T13:00:00.000Z', '2'],
  ]);
});

test('the bundle is intact, as a ZIP, to the verifier alone and to a shell', async () => {
  expect((await verifyFile(zip)).faults).toEqual([]);
  const cwd = join(root, 'bundle');
  expect(execFileSync(process.execPath, ['verify/verify.mjs'], { cwd, encoding: 'utf8' })).toMatch(/^INTACT/);
  expect(execFileSync('sh', ['verify/verify.sh'], { cwd, encoding: 'utf8' })).toMatch(/INTACT/);
});
