import type { Command } from 'commander';
import { RULES } from '../../rules/index.ts';
import { connect, DEPLOYMENT_VARIABLES, deploymentNames } from '../adapters/deployment.ts';
import {
  type Ask,
  acceptedTime,
  accepts,
  acceptsUntil,
  type Covers,
  EXCEPTION_STATES,
  type Exception,
  type ExceptionState,
  exceptionState,
  type TagCondition,
} from '../domain/exception.ts';
import type { Store } from '../domain/ports.ts';
import { daysAfter } from '../domain/remediation.ts';
import { WARNING_DAYS } from '../drift/notices.ts';
import { exceptionRow, type MatchRow, manage, matchRows } from '../evidence/exceptions.ts';
import type { ExceptionsDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { doneAsCaller } from './proven.ts';
import { readScope } from './session.ts';
import { EXIT, print, printJson, UserError } from './terminal.ts';
import { time } from './time.ts';

/** Names the function of a deployment that takes steps of exceptions: the stack's output ManageException. */
const FUNCTION = 'VOUCH_MANAGE_EXCEPTION';
const JSON_OPTION = ['--json', 'print one JSON document (docs/schemas/exceptions.schema.json)'] as const;

interface RequestOptions {
  readonly rule: string;
  readonly resource: readonly string[];
  readonly account?: string;
  readonly tag?: TagCondition;
  readonly reason: string;
  readonly control: string;
  readonly ticket?: string;
  readonly start?: string;
  readonly expiry: string;
  readonly renews?: string;
  readonly scope?: string;
  readonly json?: true;
}
interface StepOptions {
  readonly scope?: string;
  readonly json?: true;
}

/** `vouch exceptions` */
export function exceptionsCommand(program: Command): Command {
  const command = program
    .command('exceptions')
    .summary('accept failing findings for a time: ask, approve, revoke, list')
    .description(
      `An accepted finding still fails, and every report says so. One person asks, another approves, AWS says who they\nare, each step is signed, and all of it ends on a date. The deployment is named by ${FUNCTION}, an output of\nits stack; where there are no functions, steps are taken here, with ${Object.values(DEPLOYMENT_VARIABLES).join(', ')}.`,
    );
  const sub = (name: string, description: string) =>
    command.command(name).description(description).exitOverride();

  sub('list', 'Lists every exception there ever was, with its state now.')
    .option('--state <state>', `only ${EXCEPTION_STATES.join(', ')}`, state)
    .option(...JSON_OPTION)
    .action(async ({ state: wanted, json }: { state?: ExceptionState; json?: true }) => {
      const { store } = connect(deploymentNames());
      const at = new Date().toISOString();
      const all = await exceptionsOf(store);
      show(wanted ? all.filter((one) => exceptionState(one, at) === wanted) : all, at, json);
    });

  sub('request', 'Asks for an exception; somebody else must approve it.')
    .requiredOption('--rule <id>', 'the rule whose findings are to be accepted')
    .option('--resource <arn...>', 'exactly these resources', [])
    .option('--account <id>', 'instead: whatever the rule examines in this account')
    .option('--tag <key=value>', 'instead: whatever of it has this tag, looked up by every run', tag)
    .requiredOption('--reason <text>', 'why it cannot be fixed now')
    .requiredOption('--control <text>', 'what keeps the risk low meanwhile')
    .option('--ticket <id>', 'where it is discussed')
    .option('--start <date>', 'first day or time, UTC (default: today)', time)
    .requiredOption('--expiry <date>', 'end, not included; at most exceptions.maxDays later', time)
    .option('--renews <id>', 'the exception that this one follows')
    .option('--scope <file>', 'scope.yaml, where there are no functions')
    .option(...JSON_OPTION)
    .action(async (options: RequestOptions) => {
      const { reason, control, ticket, start, expiry, renews } = options;
      await step(
        {
          step: 'request',
          terms: {
            covers: coversOf(options),
            reason,
            compensatingControl: control,
            ticket: ticket ?? null,
            start: start ?? time(new Date().toISOString().slice(0, 10)),
            expiry,
            renews: renews ?? null,
          },
        },
        options,
      );
    });

  sub('approve', 'Approves what somebody else asked for.')
    .argument('<id>', 'the exception')
    .option('--scope <file>', 'scope.yaml, where there are no functions')
    .option(...JSON_OPTION)
    .action((id: string, options: StepOptions) => step({ step: 'approve', id }, options));

  sub('revoke', 'Ends an exception, or withdraws a request; what failed counts again at once.')
    .argument('<id>', 'the exception')
    .requiredOption('--reason <text>', 'why')
    .option('--scope <file>', 'scope.yaml, where there are no functions')
    .option(...JSON_OPTION)
    .action((id: string, options: StepOptions & { reason: string }) =>
      step({ step: 'revoke', id, reason: options.reason }, options),
    );

  sub(
    'expire-check',
    `Lists what expires within ${WARNING_DAYS} days, and what has expired while findings fail that nothing accepts any more.`,
  )
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      '\nExit codes:\n  0  nothing has expired that is still needed\n  1  something has\n',
    )
    .action(async ({ json }: { json?: true }) => {
      const { store } = connect(deploymentNames());
      const at = new Date().toISOString();
      const all = await exceptionsOf(store);
      const expired = await missed(all, at, store);
      const soon = all.filter(
        (one) => exceptionState(one, at) === 'active' && one.terms.expiry <= daysAfter(at, WARNING_DAYS),
      );
      show([...expired, ...soon], at, json);
      process.exitCode = expired.length > 0 ? EXIT.bad : EXIT.ok;
    });
  return command;
}

function coversOf({ rule, resource: resources, account, tag }: RequestOptions): Covers {
  const [covers, ...others]: readonly Covers[] = [
    ...(resources.length > 0 ? [{ rule, resources }] : []),
    ...(account === undefined ? [] : [{ rule, account }]),
    ...(tag ? [{ rule, tag }] : []),
  ];
  if (!covers || others.length > 0)
    throw new UserError('expected one of --resource, once or more, --account, and --tag');
  return covers;
}

function tag(text: string): TagCondition {
  const at = text.indexOf('=');
  if (at < 0) throw new UserError(`--tag ${text}: expected key=value`);
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

function state(text: string): ExceptionState {
  const known = EXCEPTION_STATES.find((name) => name === text);
  if (!known) throw new UserError(`--state ${text}: expected one of ${EXCEPTION_STATES.join(', ')}`);
  return known;
}

async function exceptionsOf(store: Store): Promise<readonly Exception[]> {
  const all: Exception[] = [];
  for await (const exception of store.exceptions()) all.push(exception);
  return all;
}

/** Expired exceptions that accepted, to their end, a finding that fails and that none accepts now. */
async function missed(all: readonly Exception[], at: string, store: Store): Promise<readonly Exception[]> {
  const expired = new Set(all.filter((one) => exceptionState(one, at) === 'expired'));
  const found = new Set<Exception>();
  for await (const finding of store.failing()) {
    if (all.some((one) => accepts(one, finding, at))) continue;
    for (const one of expired) {
      const time = acceptedTime(one);
      if (time && acceptsUntil(one, finding, time.to)) found.add(one);
    }
  }
  return [...found];
}

/** Takes a step as whoever today's credentials are, and shows what has become of the exception. */
async function step(ask: Ask, { scope, json }: StepOptions): Promise<void> {
  const exception = await doneAsCaller(ask, FUNCTION, 'exception', (by, account) =>
    manage(ask, by, {
      ...connect(deploymentNames()),
      ...readScope(scope).exceptions,
      clock: () => new Date(),
      account,
      rules: RULES,
    }),
  );
  show([exception], new Date().toISOString(), json);
}

function show(exceptions: readonly Exception[], at: string, json: true | undefined): void {
  if (json) {
    printJson({
      at,
      exceptions: exceptions.map((exception) => ({
        ...exceptionRow(exception, at),
        matches: exception.matches ? matchRows(exception, at).map(asMatch) : null,
      })),
    } satisfies ExceptionsDocument);
    return;
  }
  print(
    columns(
      ['id', 'state', 'rule', 'covers', 'expiry', 'requested by', 'approved by'],
      exceptions.map((exception) => {
        const { id, state: now, rule, expiry, requestedBy, approvedBy } = exceptionRow(exception, at);
        const end = expiry.slice(0, 16).replace('T', ' ');
        return [id, now, rule, coverWords(exception, at), end, requestedBy, approvedBy];
      }),
    ),
  );
  print(`${plural(exceptions.length, 'exception')}. What is accepted still fails, and every report says so.`);
}

const asMatch = ({ resource, account, region, from, until, why }: MatchRow) => ({
  resource,
  account,
  region,
  from,
  until,
  why,
});

/** What an exception covers; of a tag, how many resources the runs have seen with it now. */
function coverWords(exception: Exception, at: string): string {
  const { account, tag: condition, resources } = exceptionRow(exception, at);
  if (account) return `account ${account}`;
  const all = resources.split('\n').filter((arn) => arn !== '');
  if (!condition) return all.join(' ');
  return exception.matches
    ? `tag ${condition} (${plural(all.length, 'resource')} now)`
    : `tag ${condition} (looked up by the next run)`;
}
