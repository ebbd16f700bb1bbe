import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import yazl from 'yazl';
import { CRITERIA } from '#lib/domain/control.ts';
import type { Ask, Exception } from '#lib/domain/exception.ts';
import { SEVERITIES } from '#lib/domain/rule.ts';
import { type Bundle, buildBundle, packBundle } from '#lib/evidence/bundle.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import type { BundleSummary } from '#lib/evidence/summary.ts';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { verifyFile } from '#lib/evidence/verify.ts';
import { deployment } from './support/world.ts';

const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const PERIOD = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' };
const day = (number: number): string => `2026-11-0${number}T06:00:00Z`;

let root: string;
let folder: string;
let zip: string;
let bundle: Bundle;
let accepted: Exception;
const vouch = deployment();
const bundling = () => vouch.bundling('2026-11-09T10:00:00Z');

const take = (name: string, at: string, ask: Ask): Promise<Exception> => {
  const [account, arn] = ['999999999999', `arn:aws:iam::999999999999:user/${name}`];
  vouch.at(at, {});
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

/** A week: drift and restoration, a refused account, a missed day, a resource that left, hostile names. */
beforeAll(async () => {
  const hostile = '<b>=cmd|"x"🔥\n';
  await vouch.run(day(1), {
    [A]: { things: { a: true, b: true, [hostile]: false } },
    [B]: { things: { z: true } },
  });
  await vouch.run(day(2), {
    [A]: { things: { a: false, b: true, [hostile]: false } },
    [B]: { things: { z: true } },
  });
  await vouch.run(day(4), {
    [A]: { things: { a: true, b: { fault: 'denied' } } },
    [B]: { things: {}, refused: { fault: 'denied' } },
  });
  const terms = {
    covers: { rule: 'test-thing-in-order', resources: ['arn:aws:test:eu-west-1:111111111111:thing/a'] },
    reason: 'it is to be replaced',
    compensatingControl: 'it is looked at daily',
    ticket: null,
    start: day(4),
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  };
  accepted = await take('alice', '2026-11-04T09:00:00Z', { step: 'request', terms });
  const { id } = accepted;
  await take('bob', '2026-11-04T10:00:00Z', { step: 'approve', id });
  await vouch.run(day(6), { [A]: { things: { a: false, b: true } }, [B]: { things: { z: true } } });
  await take('bob', '2026-11-08T10:00:00Z', { step: 'revoke', id, reason: 'after the period' });
  root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
  folder = join(root, 'bundle');
  zip = join(root, 'bundle.zip');
  bundle = await buildBundle(folder, PERIOD, bundling());
  await packBundle(folder, zip);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string): Buffer => readFileSync(join(folder, path));
const table = (path: string): Record<string, string>[] =>
  parse(read(path), { columns: true, record_delimiter: '\r\n' });
const SIGNED = ['MANIFEST.dsse.json', 'verify/manifest.pae', 'verify/manifest.sig'];

describe('what was accepted, and what was fixed when', () => {
  test('every failure has its clock, those fixed in time too; an exception stands beside it', () => {
    const rows = table('remediation/remediation.csv');
    const { version } = table('remediation/deadlines.csv')[0] ?? {};
    expect(table('remediation/deadlines.csv')).toMatchObject([
      { critical: '1', high: '7', medium: '30', low: '90', firstRun: '1', lastRun: '6' },
    ]);
    const none = { exceptions: '', accepted: 'no', deadlines: version };
    const a = 'arn:aws:test:eu-west-1:111111111111:thing/a';
    expect(rows).toMatchObject([
      { ...none, resource: expect.stringContaining('cmd'), timing: 'in time', ended: 'left', reopens: '' },
      { ...none, resource: a, timing: 'in time', ended: 'restoration', due: '2026-11-09T06:00:00.000Z' },
      {
        ...none,
        resource: a,
        timing: 'open',
        reopens: '2026-11-02T06:00:00.000Z',
        exceptions: accepted.id,
        accepted: 'yes',
      },
    ]);
    expect(table('results/deviations.csv').map(({ status }) => status)).toContain('open');
  });

  test('exceptions are as they were at the end of the period, with the signed record of each step', () => {
    expect(table('exceptions/exceptions.csv')).toMatchObject([
      {
        id: accepted.id,
        state: 'active',
        resources: 'arn:aws:test:eu-west-1:111111111111:thing/a',
        requestedBy: 'arn:aws:iam::999999999999:user/alice',
        approvedBy: 'arn:aws:iam::999999999999:user/bob',
        revokedBy: '',
        acceptedFrom: '2026-11-04T10:00:00.000Z',
      },
    ]);
    expect(listFiles(folder).filter((path) => path.startsWith('exceptions/signed/'))).toEqual(
      ['approve', 'request'].map((step) => `exceptions/signed/${accepted.id}/${step}.json`),
    );
  });
});

describe('promise 4: same record, same bytes', () => {
  test('built again elsewhere and later, all but the signature and its time is the same', async () => {
    const again = join(root, 'again');
    const second = await buildBundle(again, PERIOD, {
      ...bundling(),
      clock: () => new Date('2027-01-01T00:00:00Z'),
    });
    expect(second.id).toBe(bundle.id);
    expect(listFiles(again)).toEqual(listFiles(folder));
    for (const path of listFiles(folder)) {
      if (!SIGNED.includes(path))
        expect({ path, same: readFileSync(join(again, path)).equals(read(path)) }).toEqual({
          path,
          same: true,
        });
    }
  });

  test('packed again, the ZIP is the same', async () => {
    const again = join(root, 'again.zip');
    await packBundle(folder, again);
    expect(readFileSync(again).equals(readFileSync(zip))).toBe(true);
  });
});

describe('promise 5: any changed, removed or added byte makes verification fail and names the file', () => {
  const copy = (): string => {
    const target = mkdtempSync(join(root, 'copy-'));
    cpSync(folder, target, { recursive: true });
    return target;
  };

  test('the bundle as it was made is intact, as a folder, as a ZIP, and to the verifier alone', async () => {
    expect(await verifyFile(folder)).toMatchObject({
      faults: [],
      facts: { seals: 5, organization: 'o-test' },
    });
    expect(await verifyFile(zip)).toMatchObject({ faults: [] });
    const output = execFileSync(process.execPath, ['verify/verify.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: {},
    });
    expect(output).toMatch(/^INTACT: \d+ files and 5 seals/);
  });

  test('the three commands of START-HERE.html verify the bundle, and OpenSSL alone the signature', () => {
    const page = read('START-HERE.html').toString();
    const [three = [], byHand = []] = [...page.matchAll(/<pre>([^<]+)<\/pre>/g)].map(([, commands = '']) =>
      commands.replaceAll('&quot;', '"').replaceAll('&#39;', "'").split('\n'),
    );
    const shell = (command = '') =>
      execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }).trim();
    expect(shell(three[0])).toMatch(/^INTACT/);
    expect(shell(three[1])).toMatch(/^INTACT/);
    expect(page).toContain(/[0-9a-f]{64}$/.exec(shell(three[2]))?.[0]);
    expect(shell(byHand[0])).toBe('Verified OK');
    expect(shell(byHand[1])).toBe('1');
  });

  /** What verification reads, and not only hashes: spoiled by itself, lest one fault hides another. */
  const isRead = (path: string): boolean => /^(?:MANIFEST|verify\/|chain\/|populations\/index)/.test(path);

  test.each(['changed', 'removed', 'truncated', 'longer'])(
    'every file %s',
    async (how) => {
      const target = copy();
      const spoil = (path: string, place: number): void => {
        const file = join(target, path);
        const content = readFileSync(file);
        if (how === 'removed') rmSync(file);
        else if (how === 'truncated') truncateSync(file, content.length - 1);
        else if (how === 'longer') writeFileSync(file, Buffer.concat([content, Buffer.of(10)]));
        else {
          const position = Math.floor(place * (content.length - 1));
          content[position] = (content[position] ?? 0) ^ 1;
          writeFileSync(file, content);
        }
      };
      const paths = listFiles(folder);
      const apart = paths.filter(isRead).map((path) => [path]);
      for (const place of how === 'changed' ? [0, 0.5, 1] : [0])
        for (const together of [...apart, paths.filter((path) => !isRead(path))]) {
          for (const path of together) spoil(path, place);
          const { faults } = await verifyFile(target);
          const named = together.filter((path) => faults.some((fault) => fault.startsWith(`${path}:`)));
          expect({ place, named }).toEqual({ place, named: together });
          for (const path of together) cpSync(join(folder, path), join(target, path));
        }
      expect((await verifyFile(target)).faults).toEqual([]);
    },
    120_000,
  );

  test('a file added', async () => {
    const target = copy();
    writeFileSync(join(target, 'results/extra.csv'), '');
    expect((await verifyFile(target)).faults).toEqual(['results/extra.csv: was added']);
  });

  test('any byte of the ZIP, headers and directory included', async () => {
    const bytes = readFileSync(zip);
    const changed = join(root, 'changed.zip');
    // All over the archive, and at its end every byte; "npm run mutate:bundle" tries them all.
    const positions = new Set<number>();
    const step = Math.ceil(bytes.length / 150);
    for (let position = 0; position < bytes.length; position += step) positions.add(position);
    for (let position = bytes.length - 60; position < bytes.length; position += 1) positions.add(position);
    for (const position of positions) {
      const spoiled = Buffer.from(bytes);
      spoiled[position] = (spoiled[position] ?? 0) ^ 0x20;
      writeFileSync(changed, spoiled);
      const { faults } = await verifyFile(changed);
      expect({ position, found: faults.length > 0 }).toEqual({ position, found: true });
      for (const fault of faults) expect(fault).toMatch(/^[^:]+: /);
    }
  }, 120_000);

  test.each([
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
    ['empty', () => Buffer.alloc(0)],
    ['no ZIP', () => Buffer.from('<html>Sign in</html>')],
  ])('an archive that is %s', async (_, spoil) => {
    const spoiled = join(root, 'spoiled.zip');
    writeFileSync(spoiled, spoil(readFileSync(zip)));
    expect((await verifyFile(spoiled)).faults).toEqual([
      expect.stringContaining('the file is not an intact ZIP'),
    ]);
  });

  test('a ZIP whose names lead outside is refused, and nothing is written', async () => {
    const evil = new yazl.ZipFile();
    evil.addBuffer(Buffer.from('x'), 'aa/evil');
    evil.end();
    const chunks: Buffer[] = [];
    for await (const chunk of evil.outputStream) chunks.push(chunk as Buffer);
    const file = join(root, 'evil.zip');
    writeFileSync(
      file,
      Buffer.from(Buffer.concat(chunks).toString('latin1').replaceAll('aa/evil', '../evil'), 'latin1'),
    );
    expect((await verifyFile(file)).faults).toEqual([
      expect.stringMatching(/not an intact ZIP: .*\.\.\/evil/),
    ]);
    // Beside the ZIP, beside whatever it could have been unpacked into, and beside where this runs.
    expect(listFiles(root).filter((path) => basename(path) === 'evil')).toEqual([]);
    const places = [dirname(root), dirname(tmpdir()), process.cwd(), dirname(process.cwd())];
    expect(places.filter((place) => existsSync(join(place, 'evil')))).toEqual([]);
  });

  test('another key than the one that the auditor brought', async () => {
    const { pem } = await deployment().signer.publicKey();
    expect((await verifyFile(zip, pem)).faults).toContain(
      'verify/public-key.pem: is not a key that you gave',
    );
    const own = (await vouch.signer.publicKey()).pem;
    expect((await verifyFile(zip, own)).faults).toEqual([]);
    expect((await verifyFile(zip, pem, own)).faults).toEqual([]);
  });

  test('a bundle that somebody signed anew after changing it does not have the key that the auditor brought', async () => {
    const forged = join(root, 'forged');
    const { signer } = deployment();
    await buildBundle(forged, PERIOD, { ...bundling(), signer });
    expect((await verifyFile(forged, (await vouch.signer.publicKey()).pem)).faults).toEqual([
      'verify/public-key.pem: is not a key that you gave',
    ]);
    expect((await verifyFile(forged)).facts?.keys).toMatchObject([{ lastSeal: 6 }, { firstSeal: 7 }]);
  });
});

describe('promise 7: every count can be recomputed from files in the bundle', () => {
  const summary = (): BundleSummary => JSON.parse(read('summary.json').toString()) as BundleSummary;

  test('findings at the end of the period, from the intervals', () => {
    const counts = { PASS: 0, FAIL: 0, NOT_EVALUATED: 0, NOT_APPLICABLE: 0 };
    for (const { until, verdict } of table('results/intervals.csv'))
      if (until === '') counts[verdict as 'PASS'] += 1;
    expect(summary().total.counts).toEqual(counts);
    expect(counts).toEqual({ PASS: 2, FAIL: 1, NOT_EVALUATED: 0, NOT_APPLICABLE: 0 });
  });

  test('criteria, from the controls that rules test and the intervals', () => {
    const matrix = table('controls/matrix.csv');
    const open = table('results/intervals.csv').filter(({ until }) => until === '');
    for (const { criterion, counts } of summary().criteria) {
      const rules = new Set(
        matrix.filter((row) => row.criterion === criterion).flatMap(({ rules }) => rules?.split(' ') ?? []),
      );
      for (const [verdict, count] of Object.entries(counts))
        expect(open.filter((row) => rules.has(row.rule ?? '') && row.verdict === verdict)).toHaveLength(
          count,
        );
    }
  });

  test('runs and targets, from the runs and from the results under the seals', () => {
    const runs = table('scope/runs.csv');
    const { runs: counted, targets } = summary();
    for (const status of ['complete', 'partial', 'failed', 'missed'] as const)
      expect(runs.filter((run) => run.status === status)).toHaveLength(counted[status]);
    const results = listFiles(folder)
      .filter((path) => path.startsWith('chain/results/'))
      .flatMap((path) => gunzipSync(read(path)).toString().split('\n').slice(0, -1))
      .map((line) => JSON.parse(line) as { scanned: boolean });
    expect(targets).toEqual({
      expected: results.length,
      scanned: results.filter(({ scanned }) => scanned).length,
    });
    expect(table('gaps/targets-not-scanned.csv')).toHaveLength(targets.expected - targets.scanned);
  });

  test('deviations and drift, from the intervals', () => {
    const intervals = table('results/intervals.csv');
    const failed = intervals.filter(({ verdict }) => verdict === 'FAIL');
    const of = (severity: string) => failed.filter((row) => row.severity === severity).length;
    const { worst, ...counts } = summary().deviations;
    expect(counts).toEqual({
      total: failed.length,
      open: failed.filter(({ until }) => until === '').length,
      bySeverity: Object.fromEntries(SEVERITIES.map((severity) => [severity, of(severity)])),
    });
    const names = (rows: readonly object[]) => rows.map((row) => Object.values(row).map(String).sort());
    const listed = worst.map((row) => ({
      ...row,
      until: row.until ?? '',
      firstRescan: row.firstRescan ?? '',
      endedByRun: row.endedByRun ?? '',
      endedByRescan: row.endedByRescan ?? '',
      ended: row.ended ?? '',
    }));
    expect(names(table('results/deviations.csv'))).toEqual(names(listed));
    const within = intervals.filter(({ since }) => (since ?? '') >= PERIOD.from);
    expect(summary().total).toMatchObject({
      drifted: within.filter(({ began }) => began === 'drift').length,
      restored: within.filter(({ began }) => began === 'restoration').length,
      blinded: within.filter(({ began }) => began === 'blind-spot').length,
    });
  });

  test('verdicts at the end of each day, from the intervals and the controls that rules test', () => {
    const intervals = table('results/intervals.csv');
    const rules = table('controls/rules.csv');
    const rows = table('results/by-day.csv');
    expect(rows).toHaveLength(6 * (CRITERIA.length + 1));
    for (const { day: date = '', criterion = '', ...counts } of rows) {
      const end = new Date(Date.parse(date) + 86_400_000).toISOString();
      const serving = rules.filter(
        (rule) => criterion === '*' || rule.criteria?.split(' ').includes(criterion),
      );
      const then = intervals.filter(
        ({ rule, since = '', until = '' }) =>
          serving.some(({ id }) => id === rule) && since < end && (until === '' || until >= end),
      );
      for (const [verdict, count] of Object.entries(counts))
        expect({ date, criterion, verdict, count }).toEqual({
          date,
          criterion,
          verdict,
          count: String(then.filter((row) => row.verdict === verdict).length),
        });
    }
  });

  test('rows of every table, from the manifest', () => {
    const { files } = JSON.parse(read('MANIFEST.json').toString()) as {
      files: { path: string; rows: number | null }[];
    };
    for (const { path, rows } of files)
      if (path.endsWith('.csv')) expect({ path, rows: table(path).length }).toEqual({ path, rows });
  });
});

describe('what the bundle says', () => {
  test('gaps come before anything else, with the missed day, the refused account and what went blind', () => {
    const page = read('START-HERE.html').toString();
    expect(page.indexOf('Gaps first')).toBeLessThan(page.indexOf('Findings by criterion'));
    expect(page).toContain(
      '3 of 6 days of the period without a run that has results: 2026-11-03, 2026-11-05',
    );
    expect(page).toContain('no run after 2026-11-06: not covered at the end of the period: 1 day');
    expect(page).toContain('1 of 6 target scans did not happen');
    expect(table('gaps/runs-not-complete.csv').map(({ status }) => status)).toEqual([
      'missed',
      'partial',
      'missed',
    ]);
    expect(table('gaps/targets-not-scanned.csv')).toMatchObject([{ account: '222222222222', sequence: '4' }]);
  });

  test('the history of a finding within the period', () => {
    const things = table('results/intervals.csv').filter(({ resource }) => resource?.endsWith('thing/a'));
    expect(
      things.map(({ verdict, since, until, began }) => [
        verdict,
        since?.slice(8, 10),
        until?.slice(8, 10),
        began,
      ]),
    ).toEqual([
      ['PASS', '01', '02', 'baseline'],
      ['FAIL', '02', '04', 'drift'],
      ['PASS', '04', '06', 'restoration'],
      ['FAIL', '06', '', 'drift'],
    ]);
  });

  test('hostile names reach tables whole and pages escaped', () => {
    expect(table('results/deviations.csv').map(({ resource }) => resource)).toContain(
      'arn:aws:test:eu-west-1:111111111111:thing/<b>=cmd|"x"🔥\n',
    );
    expect(read('START-HERE.html').toString()).toContain('&lt;b&gt;=cmd|&quot;x&quot;🔥');
  });

  test('a period without runs says which periods have evidence', async () => {
    const empty = { from: '2025-01-01T00:00:00.000Z', to: '2025-07-01T00:00:00.000Z' };
    await expect(buildBundle(join(root, 'none'), empty, bundling())).rejects.toThrow(
      /no run lies in.*the record holds runs from 2026-11-01/,
    );
    await expect(
      buildBundle(join(root, 'none'), { from: PERIOD.to, to: PERIOD.from }, bundling()),
    ).rejects.toThrow('the period must begin before it ends');
  });

  test('evidence that was spoiled in the bucket is a fault on the first page, and verification fails', async () => {
    const key = 'seals/000000004.json';
    const kept = vouch.evidence.objects.get(key);
    vouch.evidence.objects.delete(key);
    const spoiled = join(root, 'spoiled');
    const { summary } = await buildBundle(spoiled, PERIOD, bundling());
    vouch.evidence.objects.set(key, kept as NonNullable<typeof kept>);
    expect(summary.faults).toContain('seal 4 is missing from the bucket');
    expect((await verifyFile(spoiled)).faults).toContainEqual(
      expect.stringContaining('seal 5 stands where 4 belongs'),
    );
  });
});
