import type { RecordedCounts } from '../../domain/facts/config.ts';
import type { AnyRule } from '../../domain/rule.ts';
import type { AppliedRule, Plan, RuleSource, Run, TargetResult, UsedOperation } from '../../domain/run.ts';
import { GLOBAL_REGION, isLookedFor, type Target, targetId, type Where } from '../../domain/target.ts';
import { plural } from '../../report/words.ts';
import { canonical } from '../canonical.ts';
import type { BundleFolder } from '../folder.ts';
import type { History } from '../history.ts';
import type { Period } from '../intervals.ts';
import { LISTINGS, type Listing } from '../listings.ts';
import { evaluationsOf, sealedResults } from '../record.ts';
import {
  accountsTotal,
  configTotals,
  eventTotal,
  principalsTotal,
  type RegionalTypes,
  runTotals,
  TOTAL_COLUMNS,
  type Total,
  uncounted,
} from '../totals.ts';
import type { Version } from '../versions.ts';
import { type Bundling, collect } from './bundling.ts';

/** The rule whose facts are what AWS Config counts. */
const COUNTS_RULE = 'config-population-counts';

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

/** What cards are made of. */
interface Provenance {
  readonly rules: readonly AnyRule[];
  readonly history: Pick<History, 'rules' | 'latest'>;
  /** Those of the period. */
  readonly runs: readonly Run[];
  readonly period: Period;
  readonly evidence: Pick<Bundling['evidence'], 'get'>;
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
  for (const card of cards) await out.json(`ipe/${card.listing}.json`, card);
  await out.table('ipe/cards.csv', CARD_COLUMNS, cards.map(cardRow));
  return faults;
}

/** A rule as far as its card tells of it. */
type Examined = Pick<AnyRule, 'id' | 'title'> & { readonly resource: string };

/** The rules that there are, and those that were in force within the period and are no more. */
function examined({ rules, history }: Provenance): readonly Examined[] {
  const known = new Set(rules.map(({ id }) => id));
  const gone = new Set(history.rules.all().flatMap(({ name }) => (known.has(name) ? [] : [name])));
  return [...rules, ...[...gone].map((id) => ({ id, title: 'a rule that no longer exists', resource: '' }))];
}

/** What a rule found at the cut-off. */
interface Found {
  records: number;
  blind: number;
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

async function* totals(
  out: BundleFolder,
  provenance: Provenance,
  found: Map<string, Found>,
  faults: string[],
): AsyncGenerator<Total> {
  const { history, runs, period } = provenance;
  if (history.latest) yield accountsTotal(history.latest);
  yield* runTotals(runs, period);
  for await (const { account = '', kind = '', listed, counted } of out.records('access-reviews/totals.csv'))
    yield principalsTotal(account, kind, Number(listed), Number(counted));

  for await (const { type = '', put, routed } of out.records('alerts/counts.csv'))
    if (put) yield eventTotal(type, Number(routed), Number(put));

  const types = regionalTypes(provenance);
  const results = await lastResults(provenance, faults);
  for await (const here of byTarget(out, found)) {
    if (here.target.region === GLOBAL_REGION) continue;
    const recorded =
      here.counted?.verdict === 'PASS' ? await countsIn(results(here.target), provenance, faults) : null;
    if (recorded) yield* configTotals(here.target, here.listed, recorded, types);
    else {
      const resources = [...here.listed.values()].reduce<number>((sum, count) => sum + (count ?? 0), 0);
      yield uncounted(
        here.target,
        resources,
        here.counted?.reason ?? `the rule ${COUNTS_RULE} was not in force`,
      );
    }
  }
}

/** What was found in one target at the cut-off. */
interface Here {
  readonly target: Target;
  /** Resources by type; null where a listing failed. */
  readonly listed: Map<string, number | null>;
  counted: { readonly verdict: string; readonly reason: string } | null;
}

/** Goes through the findings, which are sorted by target and rule; counts them by rule on the way. */
async function* byTarget(out: BundleFolder, found: Map<string, Found>): AsyncGenerator<Here> {
  let here: Here | null = null;
  let of = { rule: '', type: '', count: 0, failed: false };
  // Each rule of a type examines all of its resources: the one that found most has them all.
  const close = (): void => {
    if (!here || of.rule === '') return;
    const known = here.listed.get(of.type);
    here.listed.set(of.type, of.failed || known === null ? null : Math.max(known ?? 0, of.count));
  };
  for await (const finding of out.records('results/intervals.csv')) {
    if (finding.until !== '') continue;
    const {
      account = '',
      region = '',
      rule = '',
      type = '',
      resource = '',
      verdict = '',
      reason = '',
    } = finding;
    const target = { account, region };
    const other: boolean = here === null || targetId(here.target) !== targetId(target);
    if (other || of.rule !== rule) {
      close();
      of = { rule, type, count: 0, failed: false };
    }
    if (other) {
      if (here) yield here;
      here = { target, listed: new Map(), counted: null };
    }
    of.count += 1;
    of.failed ||= resource.endsWith(':*');
    if (here && rule === COUNTS_RULE) here.counted = { verdict, reason };
    const seen = found.get(rule) ?? { records: 0, blind: 0 };
    found.set(rule, seen);
    seen.records += 1;
    if (verdict === 'NOT_EVALUATED') seen.blind += 1;
  }
  close();
  if (here) yield here;
}

/** Types of which all resources lie in Regions; the account itself is not counted by AWS Config. */
function regionalTypes({ rules, history }: Provenance): RegionalTypes {
  const types = new Map<string, RuleSource>();
  for (const { id, resource } of rules) {
    const source = history.latest?.sources?.[id];
    if (source?.where === 'region' && resource !== 'AWS::::Account') types.set(resource, source);
  }
  return new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The results of the run that the cut-off shows, by target. */
async function lastResults({ runs, history, evidence }: Provenance, faults: string[]) {
  const run = runOf(runs, history.latest);
  const results = new Map<string, Pick<TargetResult, 'object'>>();
  for (const result of (run && (await sealedResults(run, evidence, faults))) ?? [])
    results.set(targetId(result), { object: result.object });
  return (target: Target) => results.get(targetId(target)) ?? null;
}

const runOf = (runs: readonly Run[], plan: Plan | null): Run | null =>
  runs.find(({ sequence }) => sequence === plan?.run.sequence) ?? null;

/** What AWS Config counted, from the sealed evaluations of a target. */
async function countsIn(
  result: Pick<TargetResult, 'object'> | null,
  { evidence }: Provenance,
  faults: string[],
): Promise<Extract<RecordedCounts, { readonly total: number }> | null> {
  const rows = result ? await evaluationsOf(result, evidence, faults) : [];
  const facts = rows.find(({ rule }) => rule === COUNTS_RULE)?.facts;
  const recorded = facts?.recordedCounts as RecordedCounts | undefined;
  return recorded && 'total' in recorded ? recorded : null;
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
      'replies of AWS at the time of the run; the sealed evaluations in the evidence bucket hold the deciding facts',
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
      'requests about single resources take what names them as parameters; CloudTrail in each account has them, by the name of the session',
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
