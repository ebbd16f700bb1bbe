import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { RULES } from '../../rules/index.ts';
import { bundleDownloads, connect, DEPLOYMENT_VARIABLES, deploymentNames } from '../adapters/deployment.ts';
import { ownCommit } from '../adapters/git.ts';
import { proveIdentity } from '../adapters/identity.ts';
import { invoke } from '../adapters/lambda.ts';
import { buildBundle, bundleName, packBundle } from '../evidence/bundle.ts';
import { hashOf } from '../evidence/canonical.ts';
import { NoSpace } from '../evidence/no-space.ts';
import type { Span } from '../evidence/period.ts';
import { type BundleBrief, briefOf } from '../evidence/summary.ts';
import { verifyFile } from '../evidence/verify.ts';
import type { EvidenceDocument, VerificationDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { GENERATOR } from '../scan/seal.ts';
import { download } from './download.ts';
import { openSession } from './session.ts';
import { bold, EXIT, print, printJson, say, UserError } from './terminal.ts';
import { time, until } from './time.ts';

/** `vouch evidence` */
export const evidenceCommand = (program: Command): Command =>
  program
    .command('evidence')
    .summary("make the auditor's bundle for a period")
    .description(
      `Has a deployment build a signed, offline-verifiable ZIP from what it has recorded, and downloads it.\nThe deployment is named by ${FUNCTION} and ${DEPLOYMENT_VARIABLES.bucket}: outputs of its stacks. Only its functions may sign.\nWhere there are no functions, the bundle is built here, with ${Object.values(DEPLOYMENT_VARIABLES).join(', ')}.`,
    )
    .option('--from <date>', 'first day or time of the period, UTC (2026-01-01)', time)
    .option('--to <date>', 'end of the period, not included (2026-07-01)', time)
    .option(
      '--as-of <date>',
      'instead of a period: the design as the newest run before the end of this day, or before this time, saw it (Type I)',
      until,
    )
    .option('--out <dir>', 'where to put the ZIP', '.')
    .option('--json', 'print one JSON document (docs/schemas/evidence.schema.json)')
    .action(async ({ out, json, ...asked }: Asked & { readonly out: string; readonly json?: true }) => {
      const span = spanOf(asked);
      const name = process.env[FUNCTION];
      const made = await (name ? orderBundle(name, span, out) : makeBundle(span, out));
      const { faults } = await verifyFile(made.path);
      process.exitCode = faults.length === 0 ? EXIT.ok : EXIT.bad;
      if (json) printJson(evidenceOf(made, faults));
      else print([describe(made), ...verified(made.path, faults)].join('\n'));
    });

interface Asked {
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
}

/** @throws UserError when the options name no one thing to look at */
function spanOf({ from, to, asOf }: Asked): Span {
  if (asOf && !from && !to) return { asOf };
  if (!asOf && from && to) return { from, to };
  throw new UserError('expected --from and --to for a period (Type II), or --as-of alone (Type I)');
}

/** How often it is said that a bundle is still being built. */
const WAITING_MS = 15_000;

/** Names the function of a deployment that builds bundles: the stack's output BuildBundle. */
const FUNCTION = 'VOUCH_BUILD_BUNDLE';

/** A ZIP with a bundle, and what is in it. */
export interface MadeBundle {
  readonly path: string;
  readonly id: string;
  readonly summary: BundleBrief;
}

/** Has the deployed function build the bundle, and downloads it. */
async function orderBundle(functionName: string, span: Span, out: string): Promise<MadeBundle> {
  const bucket = process.env[DEPLOYMENT_VARIABLES.bucket];
  if (!bucket) throw new UserError(`${DEPLOYMENT_VARIABLES.bucket} must be set: an output of VouchRecord`);
  const proof = await proveIdentity(hashOf(span));
  say('The deployment builds the bundle; a year of a large Organization takes minutes ...');
  const started = Date.now();
  const waiting = setInterval(
    () => say(`still being built, for ${Math.round((Date.now() - started) / 1_000)} s`),
    WAITING_MS,
  );
  const answer = await invoke(functionName, { ...span, proof }).finally(() => clearInterval(waiting));
  const { key, id, summary } = answer as { key: string; id: string; summary: BundleBrief };
  await mkdir(out, { recursive: true });
  const path = join(out, basename(key));
  await download(await (await bundleDownloads(bucket)).link(key), path);
  return { path, id, summary };
}

/** Builds a bundle here and packs it into `out`. The folder it is built in does not outlive this call. */
async function makeBundle(span: Span, out: string): Promise<MadeBundle> {
  const names = deploymentNames();
  const { caller, account } = await openSession();
  const work = await mkdtemp(join(tmpdir(), 'vouch-bundle-'));
  try {
    const bundle = await buildBundle(work, span, {
      ...connect(names),
      clock: () => new Date(),
      rules: RULES,
      generator: GENERATOR,
      commit: ownCommit(),
      requester: caller,
      account,
    }).catch((error: unknown) => {
      throw error instanceof RangeError || error instanceof NoSpace ? new UserError(error.message) : error;
    });
    await mkdir(out, { recursive: true });
    const path = join(out, bundleName(bundle));
    await packBundle(work, path);
    return { path, id: bundle.id, summary: briefOf(bundle.summary) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const evidenceOf = ({ path, id, summary }: MadeBundle, faults: readonly string[]): EvidenceDocument => ({
  bundle: path,
  id,
  intact: faults.length === 0,
  type: summary.type,
  period: { ...summary.period },
  runs: { ...summary.runs },
  targets: { ...summary.targets },
  deviations: { ...summary.deviations, bySeverity: { ...summary.deviations.bySeverity } },
  faults: [...summary.faults],
  warnings: [...summary.warnings],
});

const verified = (path: string, faults: readonly string[]): readonly string[] =>
  faults.length === 0
    ? [
        `Intact as it lies here; verify it again with "vouch verify ${path}", or without us with verify/verify.sh in it.`,
      ]
    : [...faults.map((fault) => `FAULT  ${fault}`), 'NOT INTACT: do not rely on this bundle.'];

/** What a compliance manager wants to know of a bundle at once. */
export function describe({ path, summary }: Omit<MadeBundle, 'id'>): string {
  const { period, runs, targets, deviations } = summary;
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
    bold(`Evidence (Type ${summary.type}) from ${period.from} to ${period.to} (excluded)`),
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
    `Deviations within the period: ${deviations.total}, of which open: ${deviations.open}.`,
    ...summary.faults.map((fault) => `Fault: ${fault}.`),
    ...summary.warnings.map((warning) => `Note: ${warning}.`),
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
    .option(
      '--key <file>',
      'a public key of the company (PEM), got by another way than the bundle; again for each further key',
      (file: string, files: readonly string[]) => [...files, file],
      [],
    )
    .option('--json', 'print one JSON document (docs/schemas/verify.schema.json)')
    .action(async (bundle: string, { key: keys, json }: { key: readonly string[]; json?: true }) => {
      if (!(await stat(bundle).catch(() => null)))
        throw new UserError(`${bundle}: there is no such file or folder`);
      const pems = await Promise.all(
        keys.map((key) =>
          readFile(key, 'utf8').catch(() => {
            throw new UserError(`${key}: cannot be read`);
          }),
        ),
      );
      const { faults, notes, facts } = await verifyFile(bundle, ...pems);
      process.exitCode = faults.length === 0 ? EXIT.ok : EXIT.bad;
      if (json) {
        printJson({
          bundle,
          intact: faults.length === 0,
          faults: [...faults],
          notes: [...notes],
          facts: facts && { ...facts, keys: [...facts.keys] },
        } satisfies VerificationDocument);
        return;
      }
      for (const fault of faults) print(`FAULT  ${fault}`);
      for (const note of notes) print(`NOTE   ${note}`);
      if (faults.length > 0 || !facts) {
        print(`NOT INTACT: ${plural(faults.length, 'fault')}. Do not rely on this bundle.`);
        return;
      }
      print(
        `INTACT: ${plural(facts.files, 'file')} and ${plural(facts.seals, 'seal')}, ${facts.period.from} to ${facts.period.to}, signed.`,
      );
      if (facts.signatures)
        print(
          `Signatures: ${facts.signatures.made} made, ${facts.signatures.recorded} recorded by CloudTrail.`,
        );
      for (const { sha256, firstSeal, lastSeal } of facts.keys)
        print(`Public key SHA-256 ${sha256}, seals ${firstSeal} to ${lastSeal ?? 'now'}`);
      if (keys.length === 0)
        say(
          'The keys came with the bundle: compare each SHA-256 with the one that the company gave you by another way, or use --key.',
        );
    });
