import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { RULES } from '../../rules/index.ts';
import { connect, type Deployment } from '../adapters/deployment.ts';
import { ownCommit } from '../adapters/git.ts';
import { createResources } from '../adapters/resources.ts';
import { absentPlayer } from '../demo/absent.ts';
import { backupPlayer } from '../demo/backup.ts';
import { DAYS, type DemoDay } from '../demo/fortnight.ts';
import { ensureMoto, type Moto, startMoto } from '../demo/moto.ts';
import { buildOrganization, type DemoOrganization } from '../demo/organization.ts';
import { type AwsProxy, startProxy } from '../demo/proxy.ts';
import { holdReview } from '../demo/review.ts';
import { PERIOD, REGIONS } from '../demo/site.ts';
import { witnessed } from '../demo/witness.ts';
import type { TransitionKind } from '../domain/finding.ts';
import { type Bundle, buildBundle, bundleName, packBundle } from '../evidence/bundle.ts';
import type { Seal } from '../evidence/seal.ts';
import { briefOf } from '../evidence/summary.ts';
import { verifyFile } from '../evidence/verify.ts';
import { plural } from '../report/words.ts';
import { loadCatalogue } from '../scan/catalogue.ts';
import { enterOrganization, runOnce } from '../scan/run.ts';
import { GENERATOR } from '../scan/seal.ts';
import { DEFAULT_SCOPE } from '../scope/scope.ts';
import { describe } from './bundle.ts';
import { bold, EXIT, print, progress, say } from './terminal.ts';

/** When the demo's bundle is asked for. */
const CUT_OFF = new Date('2026-11-15T09:00:00Z');

/** `vouch demo` */
export const demoCommand = (program: Command): Command =>
  program
    .command('demo')
    .summary('see it work, without an AWS account')
    .description(
      'Plays an AWS Organization on this machine, scans it daily for a fortnight while things change,\nmakes the evidence bundle of that period, and verifies it. Takes two to three minutes.',
    )
    .option('--out <dir>', 'where to put the bundle and its unpacked copy', 'out')
    .action(async ({ out }: { out: string }) => {
      const folder = resolve(out);
      await mkdir(folder, { recursive: true });
      const stage = await openStage();
      const interrupted = (signal: NodeJS.Signals): void => {
        say('\nStopping the emulators ...');
        void stage.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
      };
      process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
      try {
        await perform(stage, folder);
      } finally {
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
        await stage.close();
      }
    });

/** The emulators: one plays the Organization, behind a proxy that makes requests fail; one is Vouch's own account. */
interface Stage {
  readonly scanned: Moto;
  readonly proxy: AwsProxy;
  close(): Promise<void>;
}

async function openStage(): Promise<Stage> {
  const python = await ensureMoto(say);
  say('Starting two AWS emulators on this machine ...');
  const [scanned, own] = await Promise.all([startMoto(python), startMoto(python)]);
  const proxy = await startProxy(scanned.url);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGIONS[0],
    AWS_ENDPOINT_URL: own.url,
    VOUCH_TARGET_ENDPOINT_URL: proxy.url,
  });
  return {
    scanned,
    proxy,
    close: async () => {
      await Promise.all([proxy.stop(), scanned.stop(), own.stop()]);
    },
  };
}

async function perform({ scanned, proxy }: Stage, folder: string): Promise<void> {
  const organization = await buildOrganization(scanned.url, progress('member accounts furnished'));
  proxy.players.push(backupPlayer(organization.retentions), absentPlayer);
  organization.refusing.forEach(proxy.refuseAssumeRole);
  say(
    `\nAn Organization of ${organization.size} accounts in ${plural(REGIONS.length, 'Region')}; one is suspended, one refuses Vouch's role. A fortnight begins.\n`,
  );

  let now = CUT_OFF;
  const deployment = witnessed(connect(await createResources('vouch')), () => now);
  for (const day of DAYS) {
    now = day.at;
    await live(day, organization, deployment, proxy);
    if (!day.review) continue;
    now = new Date(day.at.getTime() + REVIEW_AFTER_MS);
    await reviewed(now, deployment);
  }
  now = CUT_OFF;

  say('\nBuilding the evidence bundle ...');
  const { bundle, page, zip } = await bundleOf(deployment, folder);
  const { faults, facts } = await verifyFile(zip, (await deployment.signer.publicKey()).pem);
  print(`\n${describe({ path: zip, summary: briefOf(bundle.summary) })}`);
  for (const fault of faults) print(`FAULT  ${fault}`);
  print(
    faults.length === 0
      ? `Verified: ${plural(facts?.files ?? 0, 'file')}, ${plural(facts?.seals ?? 0, 'seal')}, every signature and hash holds.`
      : 'NOT INTACT.',
  );
  print(`Report: ${page}\nTry:    npm run vouch -- verify ${zip}`);
  process.exitCode = faults.length === 0 ? EXIT.ok : EXIT.failed;
}

/** Somebody reviews in the afternoon what was scanned in the morning. */
const REVIEW_AFTER_MS = 8 * 3_600_000;

/** One day: what happens, then the scan, then what the scan saw. */
async function live(
  { at, what, change, missed, denied }: DemoDay,
  organization: DemoOrganization,
  deployment: Deployment,
  proxy: AwsProxy,
): Promise<void> {
  const date = at.toISOString().slice(0, 10);
  if (what) say(`${date}  ${bold(what)}`);
  await change?.(organization);
  if (missed) return;
  const fault = denied && ({ match: denied(organization), fault: 'denied' } as const);
  if (fault) proxy.faults.push(fault);
  const scope = { ...DEFAULT_SCOPE, regions: [...REGIONS] };
  const seal = await runOnce({
    ...deployment,
    ...(await loadCatalogue(scope)),
    scope,
    clock: () => at,
    enter: (run) => enterOrganization(REGIONS[0], scope, `vouch-${run.id}`),
  });
  if (fault) proxy.faults.splice(proxy.faults.indexOf(fault), 1);
  say(`${date}  ${await outcome(seal, deployment)}`);
}

async function reviewed(at: Date, deployment: Deployment): Promise<void> {
  const { by, counts } = await holdReview(deployment, at);
  const who = bold(`${by.arn.split('/')[1]} reviews who can enter`);
  say(`${at.toISOString().slice(0, 10)}  ${who}: ${counts.keep} to keep, ${counts.remove} to remove`);
}

/** How a day's changes are called. What is seen for the first time is no news. */
const NEWS: Readonly<Partial<Record<TransitionKind, string>>> = {
  drift: 'drifted',
  restoration: 'restored',
  'blind-spot': 'went blind',
  'sight-regained': 'seen again',
  left: 'left',
};

async function outcome({ run, sequence, counts, targets }: Seal, { store }: Deployment): Promise<string> {
  const kinds = new Map<TransitionKind, number>();
  const day = Date.parse(run.startedAt.slice(0, 10));
  const [from, to] = [day, day + 86_400_000].map((time) => new Date(time).toISOString()) as [string, string];
  if (sequence > 1)
    for await (const { kind, to: verdict } of store.transitionsBetween(from, to))
      if (verdict !== null || kind === 'left') kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const news = Object.entries(NEWS).flatMap(([kind, word]) => {
    const count = kinds.get(kind as TransitionKind);
    return count ? [`${count} ${word}`] : [];
  });
  return [
    `run ${String(sequence).padStart(2)}: ${targets.scanned} of ${targets.expected} targets`,
    `${counts.PASS} passed, ${counts.FAIL} failed, ${counts.NOT_EVALUATED} not evaluated`,
    ...(news.length > 0 ? [bold(news.join(', '))] : []),
  ].join('; ');
}

async function bundleOf(
  deployment: Deployment,
  folder: string,
): Promise<{ bundle: Bundle; page: string; zip: string }> {
  const unpacked = join(folder, 'soc2-evidence');
  const bundle = await buildBundle(unpacked, PERIOD, {
    ...deployment,
    clock: () => CUT_OFF,
    rules: RULES,
    generator: GENERATOR,
    commit: ownCommit(),
    requester: null,
  });
  const zip = join(folder, bundleName(bundle));
  await packBundle(unpacked, zip);
  return { bundle, page: join(unpacked, 'START-HERE.html'), zip };
}
