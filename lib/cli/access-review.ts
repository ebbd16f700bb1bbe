import type { Command } from 'commander';
import { connect, deploymentNames } from '../adapters/deployment.ts';
import { few } from '../domain/few.ts';
import type { Run } from '../domain/run.ts';
import {
  isListed,
  REVIEW_COLUMNS,
  REVIEWED,
  type ReviewChange,
  type ReviewRow,
  type ReviewTotal,
} from '../evidence/access-review.ts';
import { review, runAsOf } from '../evidence/review.ts';
import type { AccessReviewDocument } from '../report/contract.ts';
import { csvText } from '../report/csv.ts';
import { columns, printable } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { decisionList } from './review-file.ts';
import { recordCommand } from './review-record.ts';
import { bold, EXIT, print, printJson, progress, say, UserError } from './terminal.ts';
import { time, until } from './time.ts';

interface Options {
  readonly at?: string;
  readonly since?: string;
  readonly account?: readonly string[];
  readonly csv?: true;
  readonly forDecision?: true;
  readonly json?: true;
}

/** `vouch access-review` */
export function accessReviewCommand(program: Command): Command {
  const command = listing(program);
  recordCommand(command);
  return command;
}

const listing = (program: Command): Command =>
  program
    .command('access-review')
    .summary('list everyone and everything that can enter, as of a date; sign off a review of it')
    .description(
      'Lists the principals and credentials of every account as the last run before a date saw them, from the sealed\nrecord: last use, MFA, age, owner, administrator or not, who from outside, and what could not be read.',
    )
    .option('--at <date>', 'a day, of which the last run counts, or a UTC time (default: now)', until)
    .option('--since <date>', 'also tell who joined, left or changed since the last run before this', until)
    .option('--account <id...>', 'only these accounts')
    .option('--csv', 'print the list as CSV; with --since, the changes')
    .option('--for-decision', 'print it as CSV with the columns decision and comment, to be filled in')
    .option('--json', 'print one JSON document (docs/schemas/access-review.schema.json)')
    .action(accessReview);

async function accessReview({ at, since, account: only, csv, forDecision, json }: Options): Promise<void> {
  if (forDecision && (since !== undefined || json))
    throw new UserError('--for-decision prints a list as of one date: leave out --since and --json');
  const { store, evidence } = connect(deploymentNames());
  const runs: Run[] = [];
  for await (const run of store.runs()) runs.push(run);
  const run = runBefore(runs, at ?? time(new Date().toISOString()));
  const earlier = since === undefined ? null : runBefore(runs, since);

  const all: Collected = { principals: [], totals: [], changes: [], faults: [], accounts: 0 };
  const show = progress('accounts');
  for await (const { account, rows, totals, changes } of review(
    run,
    earlier,
    evidence,
    all.faults,
    only ?? null,
  )) {
    all.accounts += 1;
    all.principals.push(...rows);
    all.totals.push(...totals);
    all.changes.push(...changes);
    show(all.accounts, all.accounts, account);
  }
  for (const fault of all.faults) say(`vouch: ${fault}`);
  if (forDecision) forDecisions(run, all);
  else if (json) printJson(documentOf(run, earlier, all));
  else if (csv)
    process.stdout.write(
      earlier
        ? table(['change', 'columns', ...REVIEW_COLUMNS], all.changes)
        : table(REVIEW_COLUMNS, all.principals),
    );
  else print(summary(run, earlier, all));
  process.exitCode =
    all.faults.length > 0
      ? EXIT.bad
      : all.principals.some(({ missing }) => missing)
        ? EXIT.incomplete
        : EXIT.ok;
}

/** Nobody can decide about those who were not listed, so these are told beside the list. */
function forDecisions(run: Run, { principals }: Collected): void {
  const blind = principals.filter((row) => !isListed(row));
  if (blind.length > 0)
    say(
      `vouch: not listed by run ${run.sequence}, so not in the list: ${few(blind.map(({ type, account }) => `${type} in ${account}`))}`,
    );
  process.stdout.write(decisionList(principals, run));
}

interface Collected {
  readonly principals: ReviewRow[];
  readonly totals: ReviewTotal[];
  readonly changes: ReviewChange[];
  readonly faults: string[];
  accounts: number;
}

function runBefore(runs: readonly Run[], before: string): Run {
  const run = runAsOf(runs, before);
  if (run) return run;
  const [first] = runs;
  throw new UserError(
    first
      ? `no run that saw anything began before ${before}; the record begins at ${first.startedAt}`
      : 'nothing has been recorded yet: start a run',
  );
}

const documentOf = (
  { sequence, id, startedAt, status }: Run,
  earlier: Run | null,
  { principals, totals, changes, faults }: Collected,
): AccessReviewDocument => ({
  run: { sequence, id, startedAt, status },
  since: earlier && { sequence: earlier.sequence, id: earlier.id, startedAt: earlier.startedAt },
  principals,
  totals: totals.map((total) => ({ ...total, requests: [...total.requests] })),
  changes,
  faults,
});

const table = <R extends object>(names: readonly (keyof R & string)[], rows: readonly R[]): string =>
  csvText([names, ...rows.map((row) => names.map((name) => row[name]))]);

/** What a compliance manager wants to know first. */
function summary(run: Run, earlier: Run | null, all: Collected): string {
  const count = (rows: readonly ReviewRow[], is: (row: ReviewRow) => unknown) => rows.filter(is).length;
  const { principals, totals, changes } = all;
  const off = totals.filter(({ listed, counted }) => listed !== counted);
  return [
    bold(`Who can enter, as run ${run.sequence} saw it at ${run.startedAt}`),
    columns(
      [
        '',
        'all',
        'administrators',
        'without MFA',
        'never used',
        'from outside',
        'no owner',
        'not read in full',
      ],
      REVIEWED.map((type) => {
        const rows = principals.filter((row) => row.type === type);
        return [
          type,
          rows.length,
          count(rows, ({ administrator }) => administrator === 'yes'),
          count(rows, ({ mfa }) => mfa === 'none'),
          count(rows, ({ unusedDays }) => unusedDays === 'never'),
          count(rows, ({ outside }) => outside),
          count(rows, ({ owner }) => !owner),
          count(rows, ({ missing }) => missing),
        ];
      }),
    ),
    '',
    off.length === 0
      ? `${plural(all.accounts, 'account')}; AWS counts as many as were listed wherever it was asked.`
      : `Listed and counted differ: ${off.map(({ account, kind, listed, counted }) => `${listed} of ${counted} ${kind} in ${account}`).join('; ')}`,
    ...principals
      .filter(({ missing }) => missing)
      .slice(0, LISTED)
      .map(({ resource, missing }) => `  not read in full: ${printable(resource)}: ${printable(missing)}`),
    ...(earlier
      ? [
          '',
          bold(`Since run ${earlier.sequence} at ${earlier.startedAt}`),
          ...(changes.length === 0 ? ['nobody joined, left or changed'] : []),
          ...changes.map(
            ({ change, type, account, name, columns: what }) =>
              `  ${change.padEnd(8)} ${type} ${printable(name)} in ${account}${what && `: ${what}`}`,
          ),
        ]
      : []),
    '--csv has every row, --json every row for machines.',
  ].join('\n');
}

/** Incomplete rows that are printed; all of them are in the list. */
const LISTED = 15;
