import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { connect, deploymentNames } from '../adapters/deployment.ts';
import type { Answer } from '../adapters/duckdb.ts';
import type { Run } from '../domain/run.ts';
import { copyRuns } from '../evidence/copy.ts';
import { EVALUATION_COLUMNS, QUESTIONS } from '../evidence/questions.ts';
import { csvText } from '../report/csv.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { EXIT, print, printJson, progress, say, UserError } from './terminal.ts';
import { time } from './time.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly question?: string;
  readonly keep?: string;
  readonly csv?: true;
  readonly json?: true;
}

const LISTED = Object.entries(QUESTIONS)
  .map(([id, { question }]) => `  ${id.padEnd(22)} ${question}`)
  .join('\n');

/** `vouch sql` */
export const sqlCommand = (program: Command): Command =>
  program
    .command('sql')
    .argument('[query]', 'SQL over the table evaluations; instead of one, --question')
    .summary('ask the sealed runs of a period by SQL, on this machine')
    .description(
      `Copies the evaluations of the runs in [from, to) here, each compared with its hash under the run's seal, and runs a\nquery over them with DuckDB. Columns: day, ${Object.keys(EVALUATION_COLUMNS).join(', ')}.\nAthena answers the same SQL over the same files, in the deployment's workgroup.`,
    )
    .option('--from <date>', 'first day or time, UTC (2026-01-01)', time)
    .option('--to <date>', 'end, not included (2026-07-01)', time)
    .option('--question <id>', 'one of the worked questions below')
    .option('--keep <dir>', 'keep the copies there, and fetch only what is missing')
    .option('--csv', 'print rows as CSV')
    .option('--json', 'print rows as a JSON array of objects')
    .addHelpText('after', `\nQuestions:\n${LISTED}`)
    .action(sql);

async function sql(query: string | undefined, options: Options): Promise<void> {
  const { from, to, question, keep } = options;
  const asked = queryOf(query, question);
  if (from === undefined || to === undefined) throw new UserError('--from and --to say which runs are asked');
  if (from >= to) throw new UserError(`the period must begin before it ends: ${from} to ${to}`);
  const { store, evidence } = connect(deploymentNames());
  const sealed: Run[] = [];
  for await (const run of store.runs(from, to)) if (run.seal) sealed.push(run);
  if (sealed.length === 0) throw new UserError(`no sealed run lies in ${from} to ${to}`);

  const folder = resolve(keep ?? (await mkdtemp(join(tmpdir(), 'vouch-sql-'))));
  const faults: string[] = [];
  try {
    const show = progress('runs');
    const copied = await copyRuns(sealed, evidence, folder, faults, (done, { id }) =>
      show(done, sealed.length, id),
    );
    for (const fault of faults) say(`vouch: ${fault}`);
    if (copied.size === 0) throw new UserError(`no run in ${from} to ${to} left evaluations`);
    const { queryRuns } = await import('../adapters/duckdb.ts');
    const answer = await queryRuns(folder, [...copied.keys()], asked).catch((error: unknown) => {
      throw new UserError(error instanceof Error ? error.message : String(error));
    });
    printAnswer(answer, options);
    const files = [...copied.values()].reduce((sum, count) => sum + count, 0);
    say(`${plural(answer.rows.length, 'row')} from ${plural(copied.size, 'run')}, ${plural(files, 'file')}`);
  } finally {
    if (keep === undefined) await rm(folder, { recursive: true, force: true });
  }
  process.exitCode = faults.length > 0 ? EXIT.bad : EXIT.ok;
}

function queryOf(query: string | undefined, id: string | undefined): string {
  if ((query === undefined) === (id === undefined))
    throw new UserError(`give a query or --question, one of: ${Object.keys(QUESTIONS).join(', ')}`);
  if (query !== undefined) return query;
  const question = QUESTIONS[id ?? ''];
  if (!question)
    throw new UserError(`${id}: no such question; there are: ${Object.keys(QUESTIONS).join(', ')}`);
  return question.sql('rule IS NOT NULL');
}

function printAnswer({ columns: names, rows }: Answer, { csv, json }: Options): void {
  const cell = (value: unknown): string | number =>
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? value
        : value === null
          ? ''
          : JSON.stringify(value);
  if (json) printJson(rows);
  else if (csv) {
    process.stdout.write(csvText([names, ...rows.map((row) => names.map((name) => row[name]))]));
  } else
    print(
      columns(
        names,
        rows.map((row) => names.map((name) => cell(row[name]))),
      ),
    );
}
