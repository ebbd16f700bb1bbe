import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { verifyFile } from '#lib/evidence/verify.ts';

const ROOT = new URL('..', import.meta.url).pathname;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-demo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the demo as `npm run demo` does; `said` grows while it runs. */
function demo(out: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/vouch.ts', 'demo', '--out', out], {
    cwd: ROOT,
  });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said.text += chunk;
    });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said, ended };
}

/** The emulators that a process has started, as process ids. */
const emulatorsOf = (pid: number): readonly number[] =>
  execFileSync('ps', ['-eo', 'ppid,pid,args'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent, , ...args]) => Number(parent) === pid && args.join(' ').includes('moto'))
    .map(([, id]) => Number(id));

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the demo', () => {
  test('a fortnight, what happened in it, and a bundle that verifies', async () => {
    const out = join(folder, 'whole');
    const { said, ended } = demo(out);
    expect({ code: await ended, said: said.text }).toMatchObject({ code: 0 });
    expect(said.text).not.toMatch(/Warning|FAULT/);
    const zip = readdirSync(out).find((name) => name.endsWith('.zip')) ?? '';
    expect(await verifyFile(join(out, zip))).toMatchObject({ faults: [], facts: { seals: 14 } });

    const read = (path: string): string => readFileSync(join(out, 'soc2-evidence', path), 'utf8');
    const intervals: Record<string, string>[] = parse(read('results/intervals.csv'), {
      columns: true,
      record_delimiter: '\r\n',
    });
    /** How a finding began its intervals, with the day of the month. */
    const history = (rule: string, resource: RegExp) =>
      intervals
        .filter((row) => row.rule === rule && resource.test(row.resource ?? ''))
        .map(({ verdict, since, began }) => `${since?.slice(8, 10)} ${began} ${verdict}`);
    const account = accountOf(read('scope/accounts.csv'));

    expect(
      history('cloudtrail-multi-region-trail-logging', new RegExp(`::${account('payments')}:root`)),
    ).toEqual(['01 baseline PASS', '03 drift FAIL', '05 restoration PASS']);
    expect(history('iam-console-user-mfa-enabled', /user\/ada$/)).toEqual([
      '01 baseline PASS',
      '04 drift FAIL',
      '09 restoration PASS',
    ]);
    expect(history('rds-instance-not-public', /db:shop$/)).toEqual([
      '01 baseline PASS',
      '06 drift FAIL',
      '08 restoration PASS',
    ]);
    expect(history('backup-plan-retention-meets-minimum', new RegExp(`plan-${account('payments')}`))).toEqual(
      ['01 baseline PASS', '10 drift FAIL'],
    );
    expect(history('iam-user-access-keys-rotated', /user\/loader$/)).toEqual([
      '01 baseline PASS',
      '11 blind-spot NOT_EVALUATED',
      '12 sight-regained PASS',
    ]);
    expect(
      intervals.filter(({ rule, ended, resource }) => {
        return rule === 'sqs-queue-encrypted' && ended === 'left' && resource?.endsWith(':scratch');
      }),
    ).toHaveLength(1);

    const runs = read('scope/runs.csv');
    expect(runs.match(/,missed,2026-11-07/g)).toHaveLength(1);
    const start = read('START-HERE.html');
    expect(start).toContain('1 of 14 days of the period without a run that has results: 2026-11-07');
    expect(read('scope/accounts.csv')).toMatch(/retired-shop.*no,AWS reports the account as SUSPENDED/);
    expect(read('gaps/targets-not-scanned.csv')).toContain(account('acquired-shop'));
    const decisions: Record<string, string>[] = parse(read('access-reviews/decisions.csv'), {
      columns: true,
    });
    expect(
      decisions
        .filter(({ decision }) => decision === 'remove')
        .map(({ name, outcome, outcomeAt }) => [name, outcome, outcomeAt?.slice(0, 10)])
        .sort(),
    ).toEqual([
      ['deploy', 'removed', '2026-11-13'],
      ['intern', 'still there', '2026-11-14'],
    ]);
    expect(start).toContain('1 review signed off within the period');
    expect(said.text).toContain(join(out, zip));
  }, 300_000);

  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['a kill that leaves no time', 'SIGKILL', null],
  ] as const)(
    '%s ends the emulators too',
    async (_, signal, code) => {
      const { child, said, ended } = demo(join(folder, signal));
      while (!said.text.includes('furnished')) await wait(50);
      const emulators = emulatorsOf(child.pid ?? 0);
      expect(emulators).toHaveLength(2);
      child.kill(signal);
      expect(await ended).toBe(code);
      for (let tries = 0; tries < 100 && emulators.some(alive); tries += 1) await wait(50);
      expect(emulators.filter(alive)).toEqual([]);
    },
    120_000,
  );
});

const accountOf =
  (csv: string) =>
  (name: string): string =>
    (parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]).find(
      (row) => row.name === name,
    )?.id ?? 'no such account';
