import type { Command } from 'commander';
import { RULES } from '../../rules/index.ts';
import { connect, deploymentNames } from '../adapters/deployment.ts';
import type { Period } from '../evidence/intervals.ts';
import { type ControlReadiness, type Readiness, readinessOf } from '../evidence/readiness.ts';
import { withTables } from '../evidence/tables.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { GENERATOR } from '../scan/seal.ts';
import { bold, EXIT, print, printJson, say, UserError } from './terminal.ts';
import { time, until } from './time.ts';

interface Options {
  readonly asOf?: string;
  readonly from?: string;
  readonly json?: true;
}

/** Next steps that are printed; --json has all. */
const STEPS = 15;
/** The longest that Type II examinations cover. */
const MONTHS = 12;

/** `vouch readiness` */
export const readinessCommand = (program: Command): Command =>
  program
    .command('readiness')
    .summary('what an auditor would find if the period ended now')
    .description(
      'Control by control: the evidence so far, what is missing, what fails without a response, and what to do next. It is\nread from the tables that the bundle of that period would have; nothing is signed or stored.',
    )
    .option('--as-of <date>', 'the day or UTC time at which the period would end (default: now)', until)
    .option('--from <date>', `its beginning (default: the record's, at most ${MONTHS} months before)`, time)
    .option('--json', 'print one JSON document (docs/schemas/readiness.schema.json)')
    .action(readiness);

async function readiness({ asOf, from, json }: Options): Promise<void> {
  const deployment = connect(deploymentNames());
  const now = new Date();
  const to = asOf ?? now.toISOString();
  const period: Period = { from: from ?? (await beginning(to, deployment.store)), to };
  say('Reading the record; a year of a large Organization takes minutes ...');
  const answer = await withTables(
    period,
    { ...deployment, clock: () => now, rules: RULES, generator: GENERATOR, requester: null },
    readinessOf,
  ).catch((error: unknown) => {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  });
  if (json) printJson(answer);
  else print(describe(answer));
  const bad = answer.faults.length > 0 || answer.controls.some(isFound);
  process.exitCode = bad ? EXIT.bad : EXIT.ok;
}

async function beginning(to: string, store: ReturnType<typeof connect>['store']): Promise<string> {
  const earliest = new Date(to);
  earliest.setUTCMonth(earliest.getUTCMonth() - MONTHS);
  for await (const { startedAt } of store.runs(earliest.toISOString(), to)) {
    const day = `${startedAt.slice(0, 10)}T00:00:00.000Z`;
    return day > earliest.toISOString() ? day : earliest.toISOString();
  }
  throw new UserError(`no run began in the ${MONTHS} months before ${to}`);
}

/** Whether an auditor would have something to write down. */
const isFound = ({ unanswered, findings, occurrences, late }: ControlReadiness): boolean =>
  unanswered + findings.failing + findings.notEvaluated + occurrences.missed + occurrences.partial + late > 0;

function describe({ period, controls, faults, warnings, scope }: Readiness): string {
  const steps = controls.flatMap(({ control, next }) => next.map((step) => `  ${control}: ${step}`));
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', bold(title), ...lines.map((line) => `  ${line}`)];
  return [
    bold(`If the period ended now: ${period.from} to ${period.to} (excluded)`),
    columns(
      [
        'control',
        'days held',
        'of',
        'examined',
        'failing',
        'past time',
        'no response',
        'accepted',
        'not evaluated',
        'owner',
      ],
      controls
        .filter(({ automated }) => automated)
        .map(({ control, owner, occurrences, findings, overdue, unanswered, accepted }) => [
          control,
          occurrences.held,
          occurrences.expected,
          findings.examined,
          findings.failing,
          overdue,
          unanswered,
          accepted,
          findings.notEvaluated,
          owner || '-',
        ]),
    ),
    `${plural(controls.filter(({ automated }) => !automated).length, 'control')} without a rule: their evidence is the company's own.`,
    ...list('Wrong with the record itself', faults),
    ...list('What an auditor would ask about', [...warnings, ...scope]),
    ...list(
      'What to do next',
      steps.slice(0, STEPS).map((step) => step.trimStart()),
    ),
    ...(steps.length > STEPS ? [`  and ${steps.length - STEPS} more: --json`] : []),
    '',
    'This is evidence, not an opinion: the auditor concludes.',
  ].join('\n');
}
