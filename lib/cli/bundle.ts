import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { RULES } from '../../rules/index.ts';
import { connect, DEPLOYMENT_VARIABLES, deploymentNames } from '../adapters/deployment.ts';
import { type Bundle, type Bundling, buildBundle, bundleName, packBundle } from '../evidence/bundle.ts';
import type { Period } from '../evidence/intervals.ts';
import { verifyFile } from '../evidence/verify.ts';
import type { EvidenceDocument, VerificationDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { GENERATOR } from '../scan/seal.ts';
import { openSession } from './session.ts';
import { bold, EXIT, print, printJson, say, UserError } from './terminal.ts';

/** `vouch evidence` */
export const evidenceCommand = (program: Command): Command =>
  program
    .command('evidence')
    .summary("make the auditor's bundle for a period")
    .description(
      `Builds a signed, offline-verifiable ZIP from what a deployment has recorded.\nThe deployment is named by ${Object.values(DEPLOYMENT_VARIABLES).join(', ')}: the outputs of its stack.`,
    )
    .requiredOption('--from <date>', 'first day or time of the period, UTC (2026-01-01)', time)
    .requiredOption('--to <date>', 'end of the period, not included (2026-07-01)', time)
    .option('--out <dir>', 'where to put the ZIP', '.')
    .option('--json', 'print one JSON document (docs/schemas/evidence.schema.json)')
    .action(async ({ from, to, out, json }: { from: string; to: string; out: string; json?: true }) => {
      const names = deploymentNames();
      const { caller } = await openSession();
      const made = await makeBundle({ from, to }, out, {
        ...connect(names),
        clock: () => new Date(),
        rules: RULES,
        generator: GENERATOR,
        requester: caller,
      });
      if (json) printJson(evidenceOf(made));
      else print(describe(made));
    });

/**
 * @returns the time in ISO 8601 UTC with milliseconds, so that times compare as texts
 * @throws UserError when the text is neither a day nor a time
 */
function time(text: string): string {
  const valid =
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)?$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!valid)
    throw new UserError(
      `${text}: expected a day or a UTC time, for example 2026-01-01 or 2026-01-01T06:00:00Z`,
    );
  return new Date(text).toISOString();
}

/** A bundle and the ZIP that holds it. */
export interface MadeBundle {
  readonly bundle: Bundle;
  readonly path: string;
}

/** Builds a bundle and packs it into `out`. The folder it is built in does not outlive this call. */
export async function makeBundle(period: Period, out: string, bundling: Bundling): Promise<MadeBundle> {
  const work = await mkdtemp(join(tmpdir(), 'vouch-bundle-'));
  try {
    const bundle = await buildBundle(work, period, bundling).catch((error: unknown) => {
      throw error instanceof RangeError ? new UserError(error.message) : error;
    });
    await mkdir(out, { recursive: true });
    const path = join(out, bundleName(bundle));
    await packBundle(work, path);
    return { bundle, path };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const evidenceOf = ({ path, bundle: { id, period, summary } }: MadeBundle): EvidenceDocument => ({
  bundle: path,
  id,
  period: { ...period },
  runs: { ...summary.runs },
  targets: { ...summary.targets },
  deviations: summary.deviations.length,
  faults: [...summary.faults],
});

/** What a compliance manager wants to know of a bundle at once. */
export function describe({ path, bundle: { period, summary } }: MadeBundle): string {
  const { runs, targets, deviations } = summary;
  const tally = ({ counts, drifted, restored, blinded }: typeof summary.total) => [
    counts.PASS,
    counts.FAIL,
    counts.NOT_EVALUATED,
    counts.NOT_APPLICABLE,
    drifted,
    restored,
    blinded,
  ];
  const tested = summary.criteria.filter(({ rules }) => rules.length > 0);
  const untested = summary.criteria.filter(({ rules }) => rules.length === 0);
  return [
    bold(`Evidence from ${period.from} to ${period.to} (excluded)`),
    columns(
      [
        'criterion',
        'passed',
        'failed',
        'not evaluated',
        'not applicable',
        'drifted',
        'restored',
        'went blind',
      ],
      [...tested.map((row) => [row.criterion, ...tally(row)]), ['all findings', ...tally(summary.total)]],
    ),
    ...(untested.length > 0
      ? [
          `No rule tests ${untested.map(({ criterion }) => criterion).join(', ')}: controls/criteria.csv says what to ask for instead.`,
        ]
      : []),
    '',
    `Runs: ${Object.entries(runs)
      .map(([status, count]) => `${count} ${status}`)
      .join(', ')}. Targets scanned: ${targets.scanned} of ${targets.expected}.`,
    `Deviations within the period: ${deviations.length}, of which open: ${deviations.filter(({ status }) => status === 'open').length}.`,
    ...summary.faults.map((fault) => `Note: ${fault}.`),
    `Bundle: ${path}`,
  ].join('\n');
}

/** `vouch verify` */
export const verifyCommand = (program: Command): Command =>
  program
    .command('verify')
    .argument('<bundle>', 'the ZIP, or the folder it was unpacked into')
    .summary('check that a bundle is intact')
    .description('Checks signature, files, chain of seals and results. Needs neither AWS nor a network.')
    .option('--key <file>', "the company's public key (PEM), got by another way than the bundle")
    .option('--json', 'print one JSON document (docs/schemas/verify.schema.json)')
    .action(async (bundle: string, { key, json }: { key?: string; json?: true }) => {
      if (!(await stat(bundle).catch(() => null)))
        throw new UserError(`${bundle}: there is no such file or folder`);
      const pem =
        key &&
        (await readFile(key, 'utf8').catch(() => {
          throw new UserError(`${key}: cannot be read`);
        }));
      const { faults, facts } = await verifyFile(bundle, pem || undefined);
      process.exitCode = faults.length === 0 ? EXIT.ok : EXIT.bad;
      if (json) {
        printJson({
          bundle,
          intact: faults.length === 0,
          faults: [...faults],
          facts,
        } satisfies VerificationDocument);
        return;
      }
      for (const fault of faults) print(`FAULT  ${fault}`);
      if (faults.length > 0 || !facts) {
        print(`NOT INTACT: ${plural(faults.length, 'fault')}. Do not rely on this bundle.`);
        return;
      }
      print(
        `INTACT: ${plural(facts.files, 'file')} and ${plural(facts.seals, 'seal')}, ${facts.period.from} to ${facts.period.to}, signed.`,
      );
      print(`Public key SHA-256 ${facts.keyFingerprint}`);
      if (!key)
        say(
          'The key came with the bundle: compare its SHA-256 with the one that the company gave you by another way, or use --key.',
        );
    });
