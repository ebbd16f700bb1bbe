import type { Command } from 'commander';
import { RULES } from '../../rules/index.ts';
import { connect, DEPLOYMENT_VARIABLES, deploymentNames } from '../adapters/deployment.ts';
import { identify, proveIdentity } from '../adapters/identity.ts';
import { invoke } from '../adapters/lambda.ts';
import {
  type Ask,
  accepts,
  covers,
  EXCEPTION_STATES,
  type Exception,
  type ExceptionState,
  exceptionState,
  Refusal,
} from '../domain/exception.ts';
import type { Store } from '../domain/ports.ts';
import { daysAfter } from '../domain/remediation.ts';
import { WARNING_DAYS } from '../drift/notices.ts';
import { hashOf } from '../evidence/canonical.ts';
import { exceptionRow, manage } from '../evidence/exceptions.ts';
import type { ExceptionsDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { openSession, readScope } from './session.ts';
import { EXIT, print, printJson, UserError } from './terminal.ts';
import { time } from './time.ts';

/** Names the function of a deployment that takes steps of exceptions: the stack's output ManageException. */
const FUNCTION = 'VOUCH_MANAGE_EXCEPTION';
const JSON_OPTION = ['--json', 'print one JSON document (docs/schemas/exceptions.schema.json)'] as const;

interface RequestOptions {
  readonly rule: string;
  readonly resource: readonly string[];
  readonly account?: string;
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
    .requiredOption('--reason <text>', 'why it cannot be fixed now')
    .requiredOption('--control <text>', 'what keeps the risk low meanwhile')
    .option('--ticket <id>', 'where it is discussed')
    .option('--start <date>', 'first day or time, UTC (default: today)', time)
    .requiredOption('--expiry <date>', 'end, not included; at most exceptions.maxDays later', time)
    .option('--renews <id>', 'the exception that this one follows')
    .option('--scope <file>', 'scope.yaml, where there are no functions')
    .option(...JSON_OPTION)
    .action(async (options: RequestOptions) => {
      const { rule, resource: resources, account, reason, control, ticket, start, expiry, renews } = options;
      if ((account === undefined) === (resources.length === 0))
        throw new UserError('expected either --resource, once or more, or --account');
      await step(
        {
          step: 'request',
          terms: {
            covers: account === undefined ? { rule, resources } : { rule, account },
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

/** Expired exceptions that cover a finding that fails and that none accepts now. */
async function missed(all: readonly Exception[], at: string, store: Store): Promise<readonly Exception[]> {
  const expired = new Set(all.filter((one) => exceptionState(one, at) === 'expired'));
  const found = new Set<Exception>();
  for await (const finding of store.failing()) {
    if (all.some((one) => accepts(one, finding, at))) continue;
    for (const one of expired) if (covers(one, finding)) found.add(one);
  }
  return [...found];
}

/** Takes a step as whoever today's credentials are, and shows what has become of the exception. */
async function step(ask: Ask, { scope, json }: StepOptions): Promise<void> {
  const name = process.env[FUNCTION];
  const { account } = await openSession();
  const proof = await proveIdentity(hashOf(ask));
  const exception = name ? await order(name, { ask, proof }) : await here();
  show([exception], new Date().toISOString(), json);

  async function here(): Promise<Exception> {
    const setting = {
      ...connect(deploymentNames()),
      ...readScope(scope).exceptions,
      clock: () => new Date(),
      account,
      rules: RULES.map(({ id }) => id),
    };
    try {
      return await manage(ask, await identify(proof, hashOf(ask)), setting);
    } catch (error) {
      throw error instanceof Refusal ? new UserError(error.message) : error;
    }
  }
}

/** Has the deployed function take the step: only functions may sign. */
async function order(functionName: string, event: object): Promise<Exception> {
  const answer = (await invoke(functionName, event)) as { exception: Exception } | { refused: string };
  if ('refused' in answer) throw new UserError(answer.refused);
  return answer.exception;
}

function show(exceptions: readonly Exception[], at: string, json: true | undefined): void {
  const rows = exceptions.map((exception) => exceptionRow(exception, at));
  if (json) {
    printJson({ at, exceptions: rows } satisfies ExceptionsDocument);
    return;
  }
  print(
    columns(
      ['id', 'state', 'rule', 'covers', 'expiry', 'requested by', 'approved by'],
      rows.map(({ id, state: now, rule, account, resources, expiry, requestedBy, approvedBy }) => [
        id,
        now,
        rule,
        account ? `account ${account}` : resources.replaceAll('\n', ' '),
        expiry.slice(0, 16).replace('T', ' '),
        requestedBy,
        approvedBy,
      ]),
    ),
  );
  print(`${plural(rows.length, 'exception')}. What is accepted still fails, and every report says so.`);
}
