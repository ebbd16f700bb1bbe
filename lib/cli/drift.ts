import { type Command, Option } from 'commander';
import { RULES } from '../../rules/index.ts';
import { connect, DEPLOYMENT_VARIABLES, deploymentNames } from '../adapters/deployment.ts';
import { criteriaOf } from '../controls/index.ts';
import type { Acknowledgement, AlertRecord } from '../domain/alert.ts';
import type { Attribution, Attributions } from '../domain/attribution.ts';
import { CRITERIA } from '../domain/control.ts';
import type { Store } from '../domain/ports.ts';
import { SEVERITIES, type Severity } from '../domain/rule.ts';
import { type AcknowledgeAsk, acknowledge } from '../drift/acknowledge.ts';
import { type Episode, episodes } from '../drift/episodes.ts';
import { findingEventId } from '../drift/events.ts';
import type { DriftDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { plural } from '../report/words.ts';
import { doneAsCaller } from './proven.ts';
import { bold, EXIT, print, printJson, UserError } from './terminal.ts';
import { time, until } from './time.ts';

interface Options {
  readonly since?: string;
  readonly until?: string;
  readonly criterion?: string;
  readonly account?: string;
  readonly rule?: string;
  readonly severity?: Severity;
  readonly open?: true;
  readonly json?: true;
}
type Row = DriftDocument['transitions'][number];

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Names the function of a deployment that notes who looks into alerts: the stack's output AcknowledgeAlert. */
const FUNCTION = 'VOUCH_ACKNOWLEDGE_ALERT';

/** `vouch drift` */
export function driftCommand(program: Command): Command {
  const command = listing(program);
  command
    .command('ack')
    .description(
      `Says that you look into an alert, by the id in its message. AWS says who you are; whoever did so before stays in\nthe record. The deployment is named by ${FUNCTION}, an output of its stack; where there are no functions,\nit is noted here, with ${Object.values(DEPLOYMENT_VARIABLES).join(', ')}.`,
    )
    .exitOverride()
    .argument('<alert>', 'id of the alert')
    .option('--note <text>', 'what you found, or do about it')
    .action((alert: string, { note }: { note?: string }) =>
      acknowledged({ step: 'acknowledge', alert, note: note ?? null }),
    );
  return command;
}

const listing = (program: Command): Command =>
  program
    .command('drift')
    .summary('list what drifted, was restored, or could no longer be seen')
    .description(
      'Lists the changes of verdict of a period from the record: since when, where, which control and criteria it\nconcerns, and whether it is still so.',
    )
    .option(
      '--since <date>',
      `a day or a UTC time (default: ${DEFAULT_DAYS} days back; with --open, ever)`,
      time,
    )
    .option('--until <date>', 'a day, which counts, or a UTC time (default: now)', until)
    .option('--criterion <id>', 'only what concerns this criterion, or this group: CC6.1, CC6', criterion)
    .option('--account <id>', 'only this account')
    .option('--rule <id>', 'only this rule')
    .addOption(new Option('--severity <severity>', 'only this severity and above').choices(SEVERITIES))
    .option('--open', 'only what is still so')
    .option('--json', 'print one JSON document (docs/schemas/drift.schema.json)')
    .addHelpText(
      'after',
      '\nExit codes, of what is listed:\n  0  nothing is open\n  1  some drift is open\n  3  no drift is open, but something cannot be seen\n',
    )
    .action(drift);

function criterion(text: string): string {
  if (CRITERIA.some((id) => within(id, text))) return text;
  throw new UserError(
    `--criterion ${text}: expected one of ${CRITERIA.join(', ')}, or the beginning of some`,
  );
}
const within = (id: string, group: string): boolean => id === group || id.startsWith(`${group}.`);

async function drift(options: Options): Promise<void> {
  const { store, attributions, alerts } = connect(deploymentNames());
  const now = new Date();
  const to = options.until ?? now.toISOString();
  const since = options.since ?? (await defaultSince(options, to, store));
  const found: { row: Row; event: string }[] = [];
  // Read on to the present: what ended an episode may have come after the period.
  for (const episode of await episodes(store.transitionsBetween(since, after(now)))) {
    const row = rowOf(episode);
    if (row.at < to && wanted(row, options)) {
      const attribution = await attributed(row, attributions);
      found.push({ row: { ...row, attribution }, event: findingEventId(episode.transition) });
    }
  }
  const rows = await alerted(found, alerts);
  if (options.json) printJson({ since, until: to, transitions: rows } satisfies DriftDocument);
  else print(table(rows, since, to));
  const open = (kind: Row['kind']) => rows.some((row) => row.open && row.kind === kind);
  process.exitCode = open('drift') ? EXIT.bad : open('blind-spot') ? EXIT.incomplete : EXIT.ok;
}

/** Whoever asks what is open wants to know it however old it is. */
async function defaultSince({ open }: Options, to: string, store: Store): Promise<string> {
  if (open) for await (const { startedAt } of store.runs()) return startedAt;
  return new Date(Date.parse(to) - DEFAULT_DAYS * DAY_MS).toISOString();
}

const after = (now: Date): string => new Date(now.getTime() + 1).toISOString();

/** Only drift is looked up. */
const attributed = async ({ kind, run: sequence, ...drift }: Row, attributions: Attributions) =>
  kind === 'drift' ? ((await attributions.read({ ...drift, run: { sequence } }))?.attribution ?? null) : null;

/** Rows with the alerts that told of them, and who looks into these. */
async function alerted(
  found: readonly { readonly row: Row; readonly event: string }[],
  alerts: AlertRecord,
): Promise<Row[]> {
  const known = await alerts.alertsOf(found.map(({ event }) => event));
  const first = new Map<string, Acknowledgement | undefined>();
  for (const id of new Set(known.values())) first.set(id, (await alerts.acknowledgements(id))[0]);
  return found.map(({ row, event }) => {
    const id = known.get(event);
    const by = id === undefined ? undefined : first.get(id);
    return {
      ...row,
      alert: id === undefined ? null : { id, acknowledged: by ? { by: by.by.arn, at: by.at } : null },
    };
  });
}

/** Notes that whoever today's credentials are looks into an alert. */
async function acknowledged(ask: AcknowledgeAsk): Promise<void> {
  const { alert, by, at } = await doneAsCaller(ask, FUNCTION, 'acknowledgement', (caller, account) =>
    acknowledge(ask, caller, { ...connect(deploymentNames()), clock: () => new Date(), account }),
  );
  print(`${alert} is acknowledged by ${by.arn} at ${minute(at)} UTC.`);
}

function rowOf({ transition, open, endedAt }: Episode): Row {
  const { sequence: run, ...told } = transition;
  const rule = RULES.find(({ id }) => id === transition.rule);
  const controls = rule?.controls ?? [];
  return {
    ...told,
    run,
    title: rule?.title ?? transition.rule,
    controls: [...controls],
    criteria: [...criteriaOf(controls)],
    open,
    endedAt,
    attribution: null,
    alert: null,
  };
}

const wanted = (row: Row, options: Options): boolean =>
  (options.criterion === undefined || row.criteria.some((id) => within(id, options.criterion ?? ''))) &&
  (options.account === undefined || row.account === options.account) &&
  (options.rule === undefined || row.rule === options.rule) &&
  (options.severity === undefined ||
    SEVERITIES.indexOf(row.severity) <= SEVERITIES.indexOf(options.severity)) &&
  (!options.open || row.open);

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');

function table(rows: readonly Row[], since: string, to: string): string {
  const counted = (kind: Row['kind'], one: string, many?: string): string => {
    const these = rows.filter((row) => row.kind === kind);
    const open = these.filter((row) => row.open).length;
    return `${plural(these.length, one, many)}${kind === 'restoration' ? '' : ` (${open} open)`}`;
  };
  return [
    bold(`What changed from ${minute(since)} to ${minute(to)} UTC`),
    ...(rows.length > 0
      ? [
          columns(
            [
              'since',
              'until',
              'what',
              'severity',
              'account',
              'region',
              'resource',
              'rule',
              'controls',
              'criteria',
              'by',
              'alert',
              'acknowledged by',
              'reason',
            ],
            together(rows).map(line),
          ),
        ]
      : []),
    '',
    [
      counted('drift', 'drift', 'drifts'),
      counted('restoration', 'restoration'),
      counted('blind-spot', 'blind spot'),
    ].join(', '),
  ].join('\n');
}

/** What could not be seen in one place, at one time and for one reason is one line, however many rules it blinds. */
function together(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const { kind, at, account, region, rule, resource, reason, endedAt } = row;
    const shared = kind === 'blind-spot' ? [reason, endedAt] : [rule, resource];
    const key = JSON.stringify([kind, at, account, region, ...shared]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function line(group: readonly Row[]): readonly string[] {
  const each = (value: (row: Row) => string | readonly string[]) => [...new Set(group.flatMap(value))].sort();
  const few = (noun: string, values: readonly string[]) =>
    values.length > 3 ? plural(values.length, noun) : values.join(' ');
  const [{ at, kind, open, endedAt, account, region, attribution, reason }] = group as readonly [Row];
  const severities = each(({ severity }) => severity);
  return [
    minute(at),
    open ? 'open' : endedAt ? minute(endedAt) : '',
    kind,
    SEVERITIES.find((severity) => severities.includes(severity)) ?? '',
    account,
    region,
    few(
      'resource',
      each(({ resource }) => resource.split(':').slice(5).join(':')),
    ),
    few(
      'rule',
      each(({ rule }) => rule),
    ),
    few(
      'control',
      each(({ controls }) => controls),
    ),
    few(
      'criterion',
      each(({ criteria }) => criteria),
    ).replace('criterions', 'criteria'),
    attribution ? by(attribution) : '',
    few(
      'alert',
      each(({ alert }) => alert?.id ?? []),
    ),
    few(
      'person',
      each(({ alert }) => (alert?.acknowledged ? lastOf(alert.acknowledged.by) : [])),
    ).replace('persons', 'people'),
    reason,
  ];
}

/** `assumed-role/Admin/ann` of an ARN. */
const lastOf = (arn: string): string => arn.split(':').slice(5).join(':') || arn;

/** `assumed-role/Admin/ann: PutBucketPolicy`, or why nobody can be named. */
const by = ({ outcome, change }: Attribution): string =>
  change ? `${lastOf(change.principal)}: ${change.eventName}${outcome === 'likely' ? '?' : ''}` : outcome;
