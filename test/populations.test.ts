import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { CONTROL_IDS } from '#lib/domain/control.ts';
import type { IndexedPopulation } from '#lib/evidence/bundle/populations.ts';
import { buildBundle, packBundle } from '#lib/evidence/bundle.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import { type Sample, sampleFile, takeSample } from '#lib/evidence/sample.ts';
import { drawSample, proveSample, signedIndex } from '#lib/evidence/verifier/sample.mjs';
import { folderSource, listFiles } from '#lib/evidence/verifier/verify.mjs';
import { deployment } from './support/world.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const A = '111111111111/eu-west-1';
const B = '222222222222/eu-west-1';
const PERIOD = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-05T00:00:00.000Z' };
const THINGS = 60;
const CONTROL = 'encryption-at-rest';

let root: string;
let folder: string;
let zip: string;
let accepted: string;
const vouch = deployment();

/** Sixty things, one of a hostile name, one accepted; one that left; a place that refuses. */
beforeAll(async () => {
  const names = Array.from({ length: THINGS - 1 }, (_, index) => `t${String(index).padStart(2, '0')}`);
  const things = Object.fromEntries(names.map((name, index) => [name, index % 10 !== 0]));
  const hostile = '=cmd|"x"\r\n,🔥';
  await vouch.run('2026-11-02T06:00:00Z', {
    [A]: { things: { ...things, left: true } },
    [B]: { things: {} },
  });
  const setting = {
    ...vouch,
    account: '999999999999',
    maxDays: 180,
    rules: vouch.rules.map(({ rule }) => rule),
  };
  const by = (name: string) => ({
    arn: `arn:aws:iam::999999999999:user/${name}`,
    account: '999999999999',
    userId: name,
    requestId: name,
  });
  const terms = {
    covers: { rule: 'test-thing-in-order', resources: ['arn:aws:test:eu-west-1:111111111111:thing/t10'] },
    reason: 'it is to be replaced',
    compensatingControl: 'it is looked at daily',
    ticket: null,
    start: '2026-11-02T00:00:00Z',
    expiry: '2026-12-01T00:00:00.000Z',
    renews: null,
  };
  const clock = (time: string) => () => new Date(time);
  const { id } = await manage({ step: 'request', terms }, by('alice'), {
    ...setting,
    clock: clock('2026-11-02T09:00:00Z'),
  });
  await manage({ step: 'approve', id }, by('bob'), { ...setting, clock: clock('2026-11-02T10:00:00Z') });
  accepted = id;
  await vouch.run('2026-11-03T06:00:00Z', {
    [A]: { things: { ...things, [hostile]: true } },
    [B]: { things: { fault: 'denied' } },
  });
  root = mkdtempSync(join(tmpdir(), 'vouch-test-'));
  folder = join(root, 'bundle');
  zip = join(root, 'bundle.zip');
  await buildBundle(folder, PERIOD, vouch.bundling('2026-11-09T10:00:00Z'));
  await packBundle(folder, zip);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string): Buffer => readFileSync(join(folder, path));
const table = (path: string): Record<string, string>[] =>
  parse(read(path), { columns: true, record_delimiter: '\r\n' });
const index = (): readonly IndexedPopulation[] =>
  (JSON.parse(read('populations/index.json').toString()) as { populations: IndexedPopulation[] }).populations;

const verifier = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify/sample.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: {},
  });
  return { status, stdout, stderr };
};
const vouchSample = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'bin/vouch.ts'), 'sample', ...args],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

describe('the full population of each control', () => {
  test('has one numbered row a finding at the cut-off; what left is not in it, what was refused is', () => {
    const rows = table(`populations/${CONTROL}.csv`);
    const open = table('results/intervals.csv').filter(({ until }) => until === '');
    expect(rows.map(({ n }) => n)).toEqual(open.map((_, at) => String(at + 1)));
    expect(rows.map(({ resource }) => resource)).toEqual(open.map(({ resource }) => resource));
    expect(rows).toHaveLength(THINGS + 1);
    expect(rows.some(({ resource }) => resource?.endsWith('/left'))).toBe(false);
    expect(rows.at(-1)).toMatchObject({ account: B.slice(0, 12), verdict: 'NOT_EVALUATED' });
    expect(rows[0]).toEqual({
      n: '1',
      rule: 'test-thing-in-order',
      ruleHash: 'a'.repeat(64),
      resource: expect.stringContaining('cmd'),
      type: 'AWS::Test::Thing',
      account: '111111111111',
      region: 'eu-west-1',
      verdict: 'PASS',
      reason: 'it is in order',
      since: '2026-11-03T06:00:00.000Z',
      firstRun: '2',
      exception: '',
    });
  });

  test('an accepted finding fails, and names what accepts it', () => {
    const rows = table(`populations/${CONTROL}.csv`).filter(({ exception }) => exception !== '');
    expect(rows).toMatchObject([
      { verdict: 'FAIL', exception: accepted, resource: expect.stringContaining('t10') },
    ]);
  });

  test('a control without rows has a table without rows, and says why', () => {
    const empty = index().filter(({ rows }) => rows === 0);
    expect(empty.map(({ id }) => id)).toContain('human-mfa');
    for (const { path, empty: why, root: hash } of empty) {
      expect(table(path)).toEqual([]);
      expect(why).not.toBe('');
      expect(hash).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    }
    expect(empty.find(({ id }) => id === 'human-mfa')?.empty).toMatch(/^no rule tests this control/);
  });

  test('every control and every other listing is indexed, with its rows', () => {
    const ids = index().map(({ id }) => id);
    expect(ids).toEqual([...CONTROL_IDS, ...ids.slice(CONTROL_IDS.length)]);
    expect(ids).toContain('runs');
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, rows, columns } of index()) {
      expect(table(path)).toHaveLength(rows);
      expect(read(path).toString().split('\r\n')[0]).toBe(columns.join(','));
    }
  });
});

describe('samples', () => {
  const SEED = '2027-02-14 "Smith" 🔥';
  const ARGUMENTS = ['--control', CONTROL, '--size', '9', '--seed', SEED];
  const drawn = () => verifier('draw', CONTROL, '9', SEED).stdout;
  const taken = async (id: string, size: number, seed: string, from = folder): Promise<string> => {
    const faults: string[] = [];
    const source = folderSource(from);
    const signed = await signedIndex(source, faults);
    if (!signed) throw new Error(faults.join());
    return sampleFile(await takeSample(signed, source, { id, size, seed }));
  };

  test('are the same, byte by byte, from the command line and from the verifier, packed and unpacked', async () => {
    expect((JSON.parse(drawn()) as Sample).selected).toHaveLength(9);
    expect(vouchSample(...ARGUMENTS, '--bundle', zip, '--json')).toEqual({
      status: 0,
      stdout: drawn(),
      stderr: '',
    });
    expect(await taken(CONTROL, 9, SEED)).toBe(drawn());
  });

  test('hold the rows as they stand in the table', () => {
    const { columns, selected } = JSON.parse(drawn()) as Sample;
    const rows = table(`populations/${CONTROL}.csv`);
    const records = parse([columns.join(','), ...selected.map(({ record }) => record), ''].join('\r\n'), {
      columns: true,
      record_delimiter: '\r\n',
    });
    expect(records).toEqual(selected.map(({ row }) => rows[row - 1]));
  });

  test('all of a population can be drawn, hostile rows too, and be proved', async () => {
    const { stdout } = verifier('draw', CONTROL, String(THINGS + 1), 'all');
    expect(await proveSample(stdout, folderSource(folder))).toMatchObject({
      faults: [],
      facts: { rows: THINGS + 1 },
    });
  });

  test('runs can be sampled too', async () => {
    const { stdout } = verifier('draw', 'runs', '2', 'x');
    expect(await proveSample(stdout, folderSource(folder))).toMatchObject({ faults: [] });
  });

  test.each([
    [[CONTROL, '62', 'x'], 'a sample of 62 rows: the population encryption-at-rest has 61'],
    [['no-such', '1', 'x'], /there is no population no-such: .*encryption-at-rest.*runs/],
    [[CONTROL, '1', ''], 'the seed is empty'],
    [['human-mfa', '1', 'x'], 'the population human-mfa has 0'],
    [[CONTROL, '0', 'x'], 'expected 1 or more'],
    [[CONTROL, 'many', 'x'], 'a sample of NaN rows: expected 1 or more'],
  ])('%j is refused by both, precisely', async ([id = '', size = '', seed = ''], message) => {
    const own = verifier('draw', id, size, seed);
    expect(own).toMatchObject({ status: 1, stdout: '' });
    expect(own.stderr).toMatch(message);
    await expect(taken(id, Number(size), seed)).rejects.toThrow(message);
  });

  test('the command line says so with its exit code', () => {
    const refused = vouchSample('--control', CONTROL, '--size', '62', '--seed', 'x', '--bundle', folder);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('a sample of 62 rows: the population encryption-at-rest has 61');
  });

  test('a population that was changed cannot be sampled', async () => {
    const copy = join(root, 'changed');
    cpSync(folder, copy, { recursive: true });
    const path = join(copy, `populations/${CONTROL}.csv`);
    writeFileSync(path, readFileSync(path, 'utf8').replace('PASS', 'FAIL'));
    await expect(taken(CONTROL, 9, SEED, copy)).rejects.toThrow('is not the population that was signed');
    await expect(drawSample(folderSource(copy), CONTROL, 9, SEED)).rejects.toThrow(
      'is not the population that was signed',
    );
  });
});

describe('a sample that is handed over', () => {
  let handed: string;
  const prove = (sample = 'sample.json') =>
    spawnSync(process.execPath, ['verify/sample.mjs', 'prove', sample], {
      cwd: handed,
      encoding: 'utf8',
      env: {},
    });

  beforeAll(() => {
    handed = join(root, 'handed');
    const { stdout } = vouchSample(
      ...['--control', CONTROL, '--size', '5', '--seed', 'seed', '--bundle', zip, '--out', handed],
    );
    expect(stdout).toContain('5 of 61 rows of populations/encryption-at-rest.csv');
  });

  test('is proved by itself, without the rest of the bundle', () => {
    expect(listFiles(handed)).not.toContain(`populations/${CONTROL}.csv`);
    expect(listFiles(handed)).toEqual(
      expect.arrayContaining(['MANIFEST.json', 'populations/index.json', 'sample.csv', 'sample.json']),
    );
    const { status, stdout } = prove();
    expect(stdout).toMatch(/^PROVED: 5 of 61 rows of encryption-at-rest/);
    expect(status).toBe(0);
    expect(
      parse(readFileSync(join(handed, 'sample.csv')), { columns: true, record_delimiter: '\r\n' }),
    ).toHaveLength(5);
  });

  test('any changed byte of it proves nothing', async () => {
    const source = folderSource(handed);
    const file = Buffer.from(await drawSample(folderSource(folder), CONTROL, 1, 'one'));
    for (let at = 0; at < file.length; at += 1) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { faults } = await proveSample(changed, source);
      expect({ at, faults: faults.length > 0 }).toEqual({ at, faults: true });
    }
  }, 120_000);

  test.each<[string, (sample: Sample) => object, RegExp]>([
    [
      'with a row left out',
      (sample) => ({ ...sample, selected: sample.selected.slice(1) }),
      /has 4 rows, not 5/,
    ],
    [
      'with a row that was not drawn',
      (sample) => ({
        ...sample,
        selected: sample.selected.map((row, at) => (at ? row : { ...row, row: 1 })),
      }),
      /row 1 stands where the seed draws/,
    ],
    ['of another seed', (sample) => ({ ...sample, seed: 'seee' }), /stands where the seed draws/],
    ['of a smaller size', (sample) => ({ ...sample, size: 4 }), /has 5 rows, not 4/],
    [
      'of another bundle',
      (sample) => ({ ...sample, bundle: '0'.repeat(64) }),
      /of another bundle or population/,
    ],
    [
      'of a population that does not exist',
      (sample) => ({ ...sample, population: { ...sample.population, id: 'none' } }),
      /has no population none/,
    ],
    ['with more than belongs there', (sample) => ({ ...sample, note: 'trust me' }), /canonical form/],
    ['without its population', ({ population: _, ...sample }) => sample, /cannot be read/],
  ])('%s it proves nothing', async (_, change, message) => {
    const sample = JSON.parse(readFileSync(join(handed, 'sample.json'), 'utf8')) as Sample;
    const { faults } = await proveSample(
      `${JSON.stringify(change(sample), null, 2)}\n`,
      folderSource(handed),
    );
    expect(faults.join('\n')).toMatch(message);
  });

  test.each(['MANIFEST.json', 'MANIFEST.dsse.json', 'populations/index.json'])(
    'a changed %s is named',
    async (path) => {
      const file = join(handed, path);
      const content = readFileSync(file);
      writeFileSync(
        file,
        content.toString().replace(/[1-8]/, (digit) => String(Number(digit) + 1)),
      );
      const { status, stdout } = prove();
      writeFileSync(file, content);
      expect(status).toBe(1);
      expect(stdout).toContain(path);
      rmSync(file);
      expect(prove().stdout).toContain(`FAULT  ${path}: is missing`);
      writeFileSync(file, content);
      expect(prove().status).toBe(0);
    },
  );

  test('it can be drawn again from its root with a shell alone', () => {
    const { population, selected } = JSON.parse(readFileSync(join(handed, 'sample.json'), 'utf8')) as Sample;
    const sum = execFileSync('sh', ['-c', `printf '%s' "${population.root}:0:seed" | sha256sum`], {
      encoding: 'utf8',
    });
    const number = BigInt(`0x${sum.slice(0, 64)}`);
    expect(selected[0]?.row).toBe(Number(number % BigInt(population.rows)) + 1);
  });
});
