// Measures Vouch against its budgets on this machine, with the emulator as the Organization, and prints one table.
//   npm run bench
//   npm run bench -- evidence [--targets 1000] [--findings 1000000] [--days 365]    the auditor's bundle alone
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { connect } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import { absentPlayer } from '#lib/demo/absent.ts';
import { configPlayer } from '#lib/demo/config.ts';
import { CROWD_REGION, crowdCounts, measureCeiling, seedCrowd } from '#lib/demo/crowd.ts';
import { ensureMoto, startMoto } from '#lib/demo/moto.ts';
import { startProxy } from '#lib/demo/proxy.ts';
import { REGIONS } from '#lib/demo/site.ts';
import type { Store } from '#lib/domain/ports.ts';
import { columns } from '#lib/report/terminal.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { enterOrganization, runOnce } from '#lib/scan/run.ts';
import { bundleRows, type Row } from './bundles.ts';
import type { EvidenceMeasured, measurePeriodQuery, Size } from './evidence.ts';
import { POLICIES, type PoliciesMeasured, QUESTIONS } from './policies.ts';
import { ROOT } from './registry.ts';
import { type ScanMeasured, scopeOf } from './scans.ts';

const ACCOUNTS = [5, 20, 50] as const;
/** Where the crowd has nothing. */
const EMPTY_REGION = REGIONS[1];

/** What is measured, as JavaScript, as functions run it: a compiler in the process would be measured too. */
function compiled(): string {
  const outdir = join(ROOT, '.cache/bench');
  rmSync(outdir, { recursive: true, force: true });
  buildSync({
    entryPoints: [join(ROOT, 'bin/tools/apart.ts')],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  // Bundles carry the verifier as files of their own.
  cpSync(join(ROOT, 'lib/evidence/verifier'), join(outdir, 'verifier'), { recursive: true });
  return join(outdir, 'apart.mjs');
}

/** Has something measured in a process of its own: see apart.ts. */
async function apart<T>(
  program: string,
  words: readonly string[],
  limits: readonly string[] = [],
): Promise<T> {
  const child = fork(program, words, { execArgv: ['--expose-gc', ...limits] });
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`what was measured ended with ${code}`);
  });
  const [measured] = (await Promise.race([once(child, 'message'), exited])) as [T];
  exited.catch(() => {}); // it has said what it had to say
  return measured;
}

const measureApart = (
  program: string,
  accounts: readonly string[],
  region: string = CROWD_REGION,
): Promise<ScanMeasured> => apart(program, ['scan', region, ...accounts]);

/** Items written by a first run over an Organization, and by a second one when nothing has changed. */
async function measureWrites(
  accounts: readonly string[],
): Promise<{ findings: number; heartbeats: number; changes: number }> {
  const deployment = connect(await createResources('bench'));
  const scope = scopeOf(accounts);
  const catalogue = await loadCatalogue(scope);
  let changes = 0;
  let heartbeats = 0;
  const store: Store = {
    ...deployment.store,
    commit: (target, version, items, heartbeat) => {
      changes += items.length;
      heartbeats += 1;
      return deployment.store.commit(target, version, items, heartbeat);
    },
  };
  const running = (time: string) =>
    runOnce({
      ...deployment,
      ...catalogue,
      store,
      scope,
      clock: () => new Date(time),
      enter: (run) => enterOrganization(CROWD_REGION, scope, run.id),
    });
  await running('2026-11-01T06:00:00Z');
  const findings = changes;
  changes = 0;
  heartbeats = 0;
  await running('2026-11-02T06:00:00Z');
  return { findings, heartbeats, changes };
}

/** Node.js lets garbage lie while there is memory. Within these limits (MB) it must do, or ends. */
const BUNDLE_HEAP = ['--max-old-space-size=96', '--max-semi-space-size=8'];

/** Builds the bundle of a made-up record, in a process of its own. */
async function measureBundle(program: string, size: Size): Promise<EvidenceMeasured> {
  const { writeRecord } = await import('./evidence.ts');
  const folder = mkdtempSync(join(tmpdir(), 'vouch-bench-'));
  try {
    await writeRecord(join(folder, 'record'), size);
    return await apart(program, ['evidence', folder, JSON.stringify(size)], BUNDLE_HEAP);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ASKED: Size = { targets: 100, findings: 100_000, days: 365, dailyChange: 0.005 };
const EVIDENCE: Size = { targets: 1_000, findings: 1_000_000, days: 365, dailyChange: 0.005 };

async function evidenceRows(program: string, size: Size): Promise<readonly Row[]> {
  const bundle = await measureBundle(program, size);
  const minutes = bundle.cpuSeconds / 60;
  const query = await apart<ReturnType<typeof measurePeriodQuery>>(program, [
    'periodQuery',
    JSON.stringify(ASKED),
  ]);
  const of = `${number(size.findings)} findings, ${size.days} days, ${number(bundle.transitions)} transitions, ${number(bundle.deviations)} deviations`;
  if (bundle.faults.length > 0) throw new Error(`the bundle is not intact: ${bundle.faults[0]}`);
  return [
    [
      `bundle of ${of}: memory above baseline`,
      `${number(bundle.megabytesAboveBaseline, 0)} MB`,
      '<= 100 MB',
      bundle.megabytesAboveBaseline <= 100,
    ],
    [
      `building it: ${number(bundle.seconds, 0)} s here; processor's time, as a Lambda of one core (1,769 MB) takes`,
      `${number(minutes, 1)} min`,
      '<= 15 min',
      minutes <= 15,
    ],
    [
      `verifying it (${number(bundle.bundleMegabytes, 0)} MB)`,
      `${number(bundle.verifySeconds, 1)} s`,
      '<= 30 s',
      bundle.verifySeconds <= 30,
    ],
    [
      `what failed within a period, of ${number(query.transitions)} transitions (${number(ASKED.findings)} findings, ${ASKED.days} days)`,
      `${number(query.milliseconds, 1)} ms`,
      '<= 30 ms',
      query.milliseconds <= 30,
    ],
  ];
}

const number = (value: number, digits = 2): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits });

function show(rows: readonly Row[]): void {
  console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model}`);
  console.log(
    columns(
      ['what', 'measured', 'goal', 'met'],
      rows.map(([what, measured, goal, met]) => [what, measured, goal, met ? 'yes' : 'NO']),
    ),
  );
}

async function bench(): Promise<void> {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: CROWD_REGION,
  });
  const say = (line: string): void => console.error(line);
  say('Importing the functions ...');
  const bundles = bundleRows();
  const moto = await startMoto(await ensureMoto(say));
  const own = await startMoto(await ensureMoto(say));
  const proxy = await startProxy(moto.url);
  const program = compiled();
  try {
    // What the emulator lacks altogether would be asked again and again, after ever longer waits.
    proxy.players.push(absentPlayer);
    process.env.VOUCH_TARGET_ENDPOINT_URL = proxy.url;
    process.env.AWS_ENDPOINT_URL = own.url;
    const most = Math.max(...ACCOUNTS);
    say(`Filling an Organization of ${most} accounts ...`);
    const accounts = await seedCrowd(moto.url, most);
    const scans: ScanMeasured[] = [];
    for (const count of ACCOUNTS) {
      say(`Scanning ${count} accounts ...`);
      scans.push(await measureApart(program, accounts.slice(0, count)));
    }
    say('Measuring the emulator, the record and the engine ...');
    const ceiling = await measureCeiling(proxy.url, 4_000);
    const writes = await measureWrites(accounts.slice(0, 5));
    const engine = await apart<number>(program, ['engine']);
    const policies = await apart<PoliciesMeasured>(program, ['policies']);
    say("Building the auditor's bundle of a year ...");
    say('Scanning with AWS Config recording everything, and where there is nothing ...');
    const one = accounts.slice(0, 1);
    const empty = await measureApart(program, one, EMPTY_REGION);
    proxy.players.push(configPlayer(({ region }) => crowdCounts(region)));
    const recorded = await measureApart(program, accounts);
    const emptyRecorded = await measureApart(program, one, EMPTY_REGION);
    proxy.players.splice(1);
    proxy.faults.push({
      match: ({ operation }) => operation !== 'AssumeRole',
      fault: 'throttled',
      rate: 0.05,
    });
    proxy.faults.push({ match: ({ operation }) => operation !== 'AssumeRole', fault: 'error', rate: 0.05 });
    say('Scanning 5 accounts with 10 % of requests throttled or failing ...');
    const faulty = await measureApart(program, accounts.slice(0, 5));

    const [small, middle, large] = scans as [ScanMeasured, ScanMeasured, ScanMeasured];
    const slope = (large.heldMegabytes - middle.heldMegabytes) / (ACCOUNTS[2] - ACCOUNTS[1]);
    const rows: readonly Row[] = [
      [
        'AWS requests per resource, without AWS Config',
        number(large.requests / large.resources),
        '<= 1.0',
        large.requests <= large.resources,
      ],
      [
        'the same where AWS Config records everything',
        number(recorded.requests / recorded.resources),
        '<= 1.0',
        recorded.requests <= recorded.resources,
      ],
      [
        'requests of an empty Region, without and with AWS Config',
        `${empty.regional}, ${emptyRecorded.regional}`,
        'fewer',
        emptyRecorded.regional < empty.regional,
      ],
      ['duplicate requests in a target', number(large.duplicates), '0', large.duplicates === 0],
      [
        'requests per S3 bucket',
        number(large.bucketRequests / large.buckets),
        '<= 7',
        large.bucketRequests <= 7 * large.buckets,
      ],
      [
        `wall time of ${ACCOUNTS[2]} accounts (${number(large.requests)} requests; ceiling ${number(ceiling, 0)}/s)`,
        `${number(large.milliseconds / 1_000)} s = ${number(large.milliseconds / ((large.requests / ceiling) * 1_000))} x ceiling`,
        '<= 1.2 x',
        large.milliseconds <= (1_200 * large.requests) / ceiling,
      ],
      [
        `peak memory, ${ACCOUNTS.join(', ')} accounts`,
        `${scans.map((scan) => number(scan.peakMegabytes, 0)).join(', ')} MB`,
        '<= 256 MB',
        large.peakMegabytes <= 256,
      ],
      [
        `memory held per added account, ${ACCOUNTS[1]} to ${ACCOUNTS[2]}`,
        `${number(slope, 3)} MB`,
        '<= 0.05 MB',
        slope <= 0.05,
      ],
      [
        'evaluations with evidence, one thread',
        `${number(engine / 1e6)} million/s`,
        '>= 5 million/s',
        engine >= 5e6,
      ],
      [
        `${number(POLICIES)} policies judged, ${QUESTIONS} questions each (${number(policies.kilobytesEach, 1)} kB held by each)`,
        `${number(policies.milliseconds, 0)} ms`,
        '<= 50 ms',
        policies.milliseconds <= 50,
      ],
      [
        'extra requests under 10 % throttling and 5xx',
        `${number((100 * (faulty.attempts - small.attempts)) / small.attempts, 1)} %`,
        '<= 15 %',
        faulty.attempts <= 1.15 * small.attempts,
      ],
      [
        `writes of an unchanged run (${writes.findings} findings)`,
        `${writes.changes} changes + ${writes.heartbeats} heartbeats`,
        '<= 1 % + heartbeats',
        writes.changes <= writes.findings / 100,
      ],
      ...bundles,
    ];
    show(rows);
  } finally {
    await proxy.stop();
    await Promise.all([moto.stop(), own.stop()]);
  }
}

/** Measures the auditor's bundle alone, of a size that is told. */
async function benchEvidence(): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: { targets: { type: 'string' }, findings: { type: 'string' }, days: { type: 'string' } },
  });
  const told = Object.entries(values).map(([name, value]) => [name, Number(value)]);
  show(await evidenceRows(compiled(), { ...EVIDENCE, ...Object.fromEntries(told) }));
}

if (process.argv[2] === 'evidence') await benchEvidence();
else await bench();
