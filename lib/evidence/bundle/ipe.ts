import type { ControlId } from '../../domain/control.ts';
import type { AnyRule } from '../../domain/rule.ts';
import type { AppliedRule, Plan, RuleSource, Run, UsedOperation } from '../../domain/run.ts';
import { isLookedFor, type Where } from '../../domain/target.ts';
import { plural } from '../../report/words.ts';
import { canonical } from '../canonical.ts';
import type { BundleFolder } from '../folder.ts';
import type { Period } from '../intervals.ts';
import { LISTINGS, type Listing } from '../listings.ts';
import { TOTAL_COLUMNS, type Total } from '../totals.ts';
import type { Version } from '../versions.ts';
import { type Bundling, collect } from './bundling.ts';
import { type Found, type Provenance, runOf, totals } from './totals.ts';

/** The sum of the totals that stand beside a listing. */
export interface CardTotal {
  readonly listed: number;
  readonly independent: number;
  readonly difference: number;
  readonly source: string;
  /** In how many places the two were compared, and in how many they differ. */
  readonly compared: number;
  readonly differing: number;
}

/** Where a listing comes from and how complete it is. */
export interface Card {
  readonly version: 1;
  /** A rule's id, or a table's. */
  readonly listing: string;
  readonly title: string;
  /** The table that has it, and which of its rows. */
  readonly path: string;
  readonly rows: string;
  readonly source: string;
  /** Null where the plan that was in force does not tell, as those of older versions. */
  readonly operations: readonly UsedOperation[] | null;
  /** Of a rule: every version that was in force within the period. */
  readonly rule: {
    readonly id: string;
    readonly resource: string;
    readonly versions: readonly (Pick<AppliedRule, 'hash' | 'parameters'> &
      Pick<Version<AppliedRule>, 'fromRun' | 'toRun' | 'fromDay' | 'toDay'>)[];
  } | null;
  /** As whom AWS was asked. Null for what Vouch recorded itself. */
  readonly runAs: { readonly role: string; readonly session: string } | null;
  readonly accounts: number;
  readonly regions: readonly string[];
  readonly run: Pick<Run, 'sequence' | 'id' | 'status' | 'startedAt' | 'sealedAt'> | null;
  readonly records: number;
  readonly total: CardTotal | null;
  /** Why there is no total, or why it differs; empty where it is equal. */
  readonly explanation: string;
  /** Why there are no records; null where there are some. */
  readonly empty: string | null;
  readonly limits: readonly string[];
}

/**
 * A card for the population of each rule and for each table that is a listing, and the totals that somebody else counted
 * beside them. Comes after the tables: it counts from them.
 * @returns what is not in the bucket as it was sealed
 */
export async function writeIpe(
  out: BundleFolder,
  period: Period,
  history: Provenance['history'],
  { store, evidence, rules }: Pick<Bundling, 'store' | 'evidence' | 'rules'>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const runs = await collect(store.runs(period.from, period.to));
  const provenance = { rules, history, runs, period, evidence };
  const sums = new Map<string, CardTotal>();
  const found = new Map<string, Found>();
  async function* summed() {
    for await (const total of totals(out, provenance, found, faults)) {
      add(sums, total);
      yield total;
    }
  }
  await out.table('ipe/totals.csv', TOTAL_COLUMNS, summed());
  const cards = [
    ...LISTINGS.flatMap((listing) => tableCard(out, listing, provenance, sums)),
    ...examined(provenance).map((rule) => ruleCard(rule, provenance, found.get(rule.id) ?? NOTHING, sums)),
  ];
  const controls = new Map<string, readonly ControlId[]>(
    examined(provenance).map((rule) => [rule.id, rule.controls]),
  );
  for (const card of cards)
    await out.json(`ipe/${card.listing}.json`, card, { controls: controls.get(card.listing) ?? null });
  await out.table('ipe/cards.csv', CARD_COLUMNS, cards.map(cardRow));
  return faults;
}

/** A rule as far as its card tells of it. */
type Examined = Pick<AnyRule, 'id' | 'title' | 'controls'> & { readonly resource: string };

/** The rules that there are, and those that were in force within the period and are no more. */
function examined({ rules, history }: Provenance): readonly Examined[] {
  const known = new Set(rules.map(({ id }) => id));
  const gone = new Set(history.rules.all().flatMap(({ name }) => (known.has(name) ? [] : [name])));
  return [
    ...rules,
    ...[...gone].map((id) => ({ id, title: 'a rule that no longer exists', resource: '', controls: [] })),
  ];
}

const NOTHING: Found = { records: 0, blind: 0 };

function add(sums: Map<string, CardTotal>, { listing, listed, independent, source }: Total): void {
  if (listed === '' || independent === '') return;
  const before = sums.get(listing);
  sums.set(listing, {
    listed: (before?.listed ?? 0) + listed,
    independent: (before?.independent ?? 0) + independent,
    difference: (before?.difference ?? 0) + listed - independent,
    source: before?.source ?? source,
    compared: (before?.compared ?? 0) + 1,
    differing: (before?.differing ?? 0) + Number(listed !== independent),
  });
}

const aboutRun = (run: Run | null): Card['run'] =>
  run && {
    sequence: run.sequence,
    id: run.id,
    status: run.status,
    startedAt: run.startedAt,
    sealedAt: run.sealedAt,
  };

/** Totals of principals by what the table that lists them is called. */
const PRINCIPALS = ['AWS::IAM::User', 'AWS::IAM::Role'];

/** The card of a table; none where the bundle has no such table. */
function tableCard(
  out: BundleFolder,
  { id, path, title, source, operations, limits, empty }: Listing,
  { history, runs }: Provenance,
  sums: ReadonlyMap<string, CardTotal>,
): readonly Card[] {
  const file = out.files.find((candidate) => candidate.path === path);
  if (!file) return [];
  const { latest } = history;
  const records = file.rows ?? 0;
  const total = sums.get(id) ?? null;
  const differing = total !== null && total.differing > 0;
  return [
    {
      version: 1,
      listing: id,
      title,
      path,
      rows: 'all',
      source,
      operations: operations.map((operation) => ({
        operation,
        action: '',
        paged: false,
        lists: true,
        parameters: null,
      })),
      rule: null,
      runAs: null,
      accounts: latest?.accounts.length ?? 0,
      regions: regionsOf(latest, null),
      run: aboutRun(runOf(runs, latest)),
      records,
      total,
      explanation: total
        ? differing
          ? `ipe/totals.csv explains ${plural(total.differing, 'difference')}`
          : ''
        : id === 'principals'
          ? `ipe/totals.csv has IAM's own counts by account, for ${PRINCIPALS.join(', ')}`
          : 'nobody but Vouch counts these: the seals in chain/ show that no run is left out of what they are made from',
      empty: records === 0 ? empty : null,
      limits,
    },
  ];
}

/** The Regions in which a plan looks for resources that are there; null for all of its targets. */
const regionsOf = (plan: Plan | null, where: Where | null): readonly string[] =>
  [
    ...new Set(
      (plan?.targets ?? [])
        .filter((target) => where === null || isLookedFor(where, target))
        .map(({ region }) => region),
    ),
  ].sort();

function ruleCard(
  { id, title, resource }: Examined,
  { history, runs }: Provenance,
  { records, blind }: Found,
  sums: ReadonlyMap<string, CardTotal>,
): Card {
  const { latest } = history;
  const source = latest?.sources?.[id] ?? null;
  const versions = history.rules.all().filter(({ name }) => name === id);
  const inForce = latest?.rules.some((rule) => rule.id === id) ?? false;
  const places = inForce && source ? placesOf(latest, source.where) : null;
  const total =
    resource === 'AWS::::Account' && places !== null
      ? placesTotal(records, places)
      : (sums.get(resource) ?? null);
  return {
    version: 1,
    listing: id,
    title: `${resource || 'Resources'}, examined by: ${title}`,
    path: 'results/intervals.csv',
    rows: `rule is ${id} and until is empty; populations/ has the same rows by control`,
    source:
      'replies of AWS at the time of the run; the sealed evaluations in the evidence bucket hold the deciding facts and the ids of the requests',
    operations: source?.operations ?? null,
    rule: {
      id,
      resource,
      versions: versions.map(({ value, fromRun, toRun, fromDay, toDay }) => ({
        hash: value.hash,
        parameters: value.parameters,
        fromRun,
        toRun,
        fromDay,
        toDay,
      })),
    },
    runAs: latest && {
      role: `arn:${latest.partition}:iam::<account>:role/${latest.scope.access.roleName}`,
      session: `vouch-${latest.run.id}`.slice(0, 64),
    },
    accounts: latest?.accounts.length ?? 0,
    regions: source ? regionsOf(latest, source.where) : [],
    run: aboutRun(runOf(runs, latest)),
    records,
    total,
    explanation: !total
      ? `no total of ${resource} that AWS counts by itself could be compared: ipe/totals.csv says why, by account and Region`
      : total.differing === 0
        ? ''
        : resource === 'AWS::::Account'
          ? 'accounts or Regions came or went: scope/accounts.csv; what was left out is in gaps/'
          : `ipe/totals.csv explains ${plural(total.differing, 'difference')}`,
    empty: records > 0 ? null : whyEmpty(resource, inForce, latest, source),
    limits: [
      ...(source || !inForce
        ? []
        : ['the plan of the run does not tell the API operations: an older version made it']),
      ...(blind > 0 ? [`${plural(blind, 'finding')} could not be evaluated: gaps/not-evaluated.csv`] : []),
      ...(source && source.recordedAs.length > 0
        ? [
            `not listed in a Region where AWS Config records everything and shows no ${source.recordedAs.join(', ')}`,
          ]
        : []),
      'requests about single resources take what names them as parameters; CloudTrail in each account has them, by the name of the session and by the ids in the sealed evaluations',
      'what came and went between two runs was not seen',
    ],
  };
}

/** Targets in which a rule is applied. */
const placesOf = (plan: Plan | null, where: Where): number =>
  (plan?.targets ?? []).filter((target) => isLookedFor(where, target)).length;

/** Accounts that were examined, beside those that were to be. */
const placesTotal = (listed: number, places: number): CardTotal => ({
  listed,
  independent: places,
  difference: listed - places,
  source:
    'targets of the plan: accounts of Organizations, by the Regions that EC2.DescribeRegions shows as enabled',
  compared: 1,
  differing: Number(listed !== places),
});

function whyEmpty(
  resource: string,
  inForce: boolean,
  latest: Plan | null,
  source: RuleSource | null,
): string {
  if (!latest) return 'no run of the period came to a plan';
  if (!inForce)
    return 'the rule was not in force at the cut-off: no criterion that it serves was in scope, or it was not yet written';
  const places = source ? plural(placesOf(latest, source.where), 'target') : 'the targets';
  return `no ${resource} was there in ${places} of run ${latest.run.sequence}; what could not be listed would be a row`;
}

const CARD_COLUMNS = [
  'listing',
  'title',
  'path',
  'rows',
  'records',
  'listed',
  'independent',
  'totalSource',
  'difference',
  'explanation',
  'empty',
  'source',
  'operations',
  'ruleHash',
  'versions',
  'parameters',
  'role',
  'session',
  'accounts',
  'regions',
  'run',
  'startedAt',
  'sealedAt',
  'limits',
] as const;

const told = ({ operation, action, paged, lists, parameters }: UsedOperation): string =>
  [
    operation ?? action,
    ...(action && operation ? [`(${action})`] : []),
    lists ? 'lists' : 'reads',
    ...(paged ? ['all pages'] : []),
    ...(parameters === null ? [] : [canonical(parameters)]),
  ].join(' ');

/** A card as a line for people. */
const cardRow = (card: Card): Readonly<Record<(typeof CARD_COLUMNS)[number], string | number>> => {
  const { listing, title, path, rows, records, total, explanation, empty, source, operations } = card;
  const { rule, runAs, accounts, regions, run, limits } = card;
  const last = rule?.versions.at(-1);
  return {
    listing,
    title,
    path,
    rows,
    records,
    listed: total?.listed ?? '',
    independent: total?.independent ?? '',
    totalSource: total?.source ?? '',
    difference: total?.difference ?? '',
    explanation,
    empty: empty ?? '',
    source,
    operations: (operations ?? []).map(told).join('\n'),
    ruleHash: last?.hash ?? '',
    versions: rule?.versions.length ?? '',
    parameters: last ? canonical(last.parameters) : '',
    role: runAs?.role ?? '',
    session: runAs?.session ?? '',
    accounts,
    regions: regions.join(' '),
    run: run?.sequence ?? '',
    startedAt: run?.startedAt ?? '',
    sealedAt: run?.sealedAt ?? '',
    limits: limits.join('\n'),
  };
};
