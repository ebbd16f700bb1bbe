import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import { SEVERITIES, type Severity } from '../domain/rule.ts';
import type { Survey } from '../domain/run.ts';
import { VERDICTS } from '../domain/verdict.ts';
import { hashOf } from '../evidence/canonical.ts';
import type { CoverageDocument, FindingDocument, ScanDocument } from '../report/contract.ts';
import { csvLine } from '../report/csv.ts';
import { ScanTally, scanPage } from '../report/scan-report.ts';
import { columns, printable } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { loadCatalogue } from '../scan/catalogue.ts';
import { inOrder } from '../scan/in-order.ts';
import { applied } from '../scan/plan.ts';
import { readTarget } from '../scan/read.ts';
import { CONCURRENT_TARGETS, enterOrganization, targetOpener } from '../scan/run.ts';
import { GENERATOR } from '../scan/seal.ts';
import { enterAccount, openSession, readScope } from './session.ts';
import { bold, coloured, EXIT, print, progress, say, UserError } from './terminal.ts';

interface ScanOptions {
  readonly org?: true;
  readonly scope?: string;
  readonly region?: readonly string[];
  readonly json?: true;
  readonly out?: string;
  readonly failOn?: Severity;
}

/** `vouch scan` */
export const scanCommand = (program: Command): Command =>
  program
    .command('scan')
    .summary('examine an account, or a whole Organization, as it is now')
    .description(
      "Reads the configuration with today's AWS credentials, judges it, and reports how ready it is (SOC 2 Type I).\nNeeds no deployment and writes nothing to AWS.",
    )
    .option(
      '--org',
      'every account of the Organization, by AssumeRole; otherwise the one that you are signed in to',
    )
    .option('--scope <file>', 'the scope file (default: scope.yaml if there is one)')
    .option('--region <name...>', 'only these Regions, instead of those of the scope file')
    .option('--json', 'print one JSON document (docs/schemas/scan.schema.json)')
    .option('--out <dir>', 'write readiness.html and findings.csv into this directory')
    .option(
      '--fail-on <severity>',
      `exit with 1 if a finding of this severity or above fails or could not be evaluated: ${SEVERITIES.join(', ')}`,
      severity,
    )
    .action(scan);

function severity(text: string): Severity {
  const known = SEVERITIES.find((name) => name === text);
  if (!known) throw new UserError(`--fail-on ${text}: expected one of ${SEVERITIES.join(', ')}`);
  return known;
}

async function scan(options: ScanOptions): Promise<void> {
  const file = readScope(options.scope);
  const scope = { ...file, ...(options.region && { regions: options.region }) };
  const { rules, work } = await loadCatalogue(scope);
  const session = await openSession();
  const started = new Date();
  const name = `vouch-scan-${started.getTime()}`;
  say(`Signed in as ${session.caller}.`);
  const { access, organization } = options.org
    ? enterOrganization(session.region, scope, name, session.log)
    : enterAccount(session, scope);
  const survey = await organization.survey();
  say(
    `${plural(survey.accounts.length, 'account')} to examine (${survey.excluded.length} excluded), ${plural(survey.targets.length, 'target')}, ${plural(rules.length, 'rule')}.`,
  );
  if (survey.targets.length === 0)
    throw new UserError('nothing is in scope: every account is excluded', EXIT.incomplete);

  const registered = rules.map(({ rule }) => rule);
  const tally = new ScanTally(registered, scope.criteria);
  const files = options.out ? await findingsFile(options.out) : null;
  const json = options.json ? jsonStream() : null;
  const reading = {
    work,
    partition: survey.partition,
    clock: () => new Date(),
    open: targetOpener(access, survey.partition),
    signal: new AbortController().signal,
    map: survey.map,
  };
  const show = progress('targets');
  let requests = 0;
  let done = 0;
  let alarming = 0;
  const readings = inOrder(survey.targets, CONCURRENT_TARGETS, async (target) => ({
    target,
    ...(await readTarget(target, reading)),
  }));
  for await (const { target, evaluations, note } of readings) {
    const findings = tally.add(target, note, evaluations);
    requests += note.requests;
    done += 1;
    alarming += findings.filter((finding) => alarms(finding, options.failOn)).length;
    await json?.findings(findings);
    await files?.findings(findings);
    show(done, survey.targets.length, `${target.account} ${target.region}`);
  }

  const coverage = tally.coverage(survey);
  const run: ScanDocument['run'] = {
    startedAt: started.toISOString(),
    finishedAt: new Date().toISOString(),
    caller: session.caller,
    organization: survey.organization,
    partition: survey.partition,
    scopeHash: hashOf(scope),
    ruleSetHash: hashOf(applied(rules)),
    requests: requests + session.log.total,
    generator: GENERATOR,
  };
  if (files) {
    await files.close();
    await writeFile(join(files.folder, 'readiness.html'), scanPage(run, coverage, tally.worst, registered));
  }
  if (json) await json.end(run, coverage);
  else print(summary(coverage, tally.worst, survey));
  if (files)
    say(
      `Report: ${join(files.folder, 'readiness.html')}\nAll findings: ${join(files.folder, 'findings.csv')}`,
    );
  process.exitCode =
    alarming > 0
      ? EXIT.bad
      : coverage.targets.scanned < coverage.targets.expected
        ? EXIT.incomplete
        : EXIT.ok;
}

const alarms = ({ severity, verdict }: FindingDocument, threshold: Severity | undefined): boolean =>
  threshold !== undefined &&
  (verdict === 'FAIL' || verdict === 'NOT_EVALUATED') &&
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);

const write = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

/** Writes the document while the scan goes on: the findings of an Organization need not fit into memory. */
function jsonStream() {
  let separator = '\n';
  let opening: Promise<void> | null = null;
  const out = process.stdout;
  return {
    async findings(findings: readonly FindingDocument[]): Promise<void> {
      opening ??= write(out, '{"findings": [');
      await opening;
      for (const finding of findings) {
        await write(out, `${separator}${JSON.stringify(finding)}`);
        separator = ',\n';
      }
    },
    end: (run: ScanDocument['run'], coverage: CoverageDocument): Promise<void> =>
      write(out, `\n],\n"run": ${JSON.stringify(run)},\n"coverage": ${JSON.stringify(coverage)}}\n`),
  };
}

const CSV_COLUMNS = [
  'severity',
  'verdict',
  'rule',
  'resource',
  'type',
  'account',
  'region',
  'reason',
  'controls',
  'criteria',
  'missing',
] as const;

async function findingsFile(folder: string) {
  await mkdir(folder, { recursive: true });
  const file = createWriteStream(join(folder, 'findings.csv'));
  await write(file, csvLine(CSV_COLUMNS));
  return {
    folder,
    async findings(findings: readonly FindingDocument[]): Promise<void> {
      const lines = findings.map((finding) => {
        const flat = {
          ...finding,
          controls: finding.controls.join(' '),
          criteria: finding.criteria.join(' '),
          missing: finding.missing.map(({ action }) => action).join(' '),
        };
        return csvLine(CSV_COLUMNS.map((name) => flat[name]));
      });
      await write(file, lines.join(''));
    },
    close: () => new Promise<void>((resolve) => file.end(resolve)),
  };
}

/** Failing findings listed on a terminal. */
const LISTED = 15;

function summary(
  coverage: CoverageDocument,
  worst: readonly FindingDocument[],
  { accounts }: Survey,
): string {
  const { targets, verdicts } = coverage;
  const lines = [
    bold('By criterion (a rule counts for each criterion that its controls serve)'),
    columns(
      ['criterion', 'rules', ...VERDICTS, ''],
      coverage.criteria.map((row) => [
        row.criterion,
        row.rules.length,
        ...VERDICTS.map((verdict) => row.verdicts[verdict]),
        row.title,
      ]),
    ),
    '',
    ...(worst.length > 0 ? [bold('Most severe failures'), ...worst.slice(0, LISTED).map(failure), ''] : []),
    ...(targets.blindSpots.length > 0
      ? [
          bold('Not scanned'),
          ...targets.blindSpots.map(
            ({ account, region, reason }) => `  ${account} ${region}: ${printable(reason)}`,
          ),
          '',
        ]
      : []),
    `${plural(accounts.length, 'account')}, ${targets.scanned} of ${targets.expected} targets scanned. ${VERDICTS.map((verdict) => coloured[verdict](`${verdict} ${verdicts[verdict]}`)).join('  ')}`,
  ];
  return lines.join('\n');
}

const failure = ({ severity, rule, resource, region, reason }: FindingDocument): string =>
  `  ${severity.padEnd(8)} ${rule}  ${printable(resource)} (${region})\n           ${printable(reason)}`;
