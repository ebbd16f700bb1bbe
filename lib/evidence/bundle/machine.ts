import { SEVERITIES, type Severity } from '../../domain/rule.ts';
import { type Target, targetId } from '../../domain/target.ts';
import { noVerdicts, type Verdict } from '../../domain/verdict.ts';
import type { BundleFolder } from '../folder.ts';
import type { Period } from '../intervals.ts';
import { type Assessed, field, type Row, type RuleCard, verdictOf, words } from '../machine/assessed.ts';
import { Gravest } from '../machine/gravest.ts';
import { jsonPieces } from '../machine/json.ts';
import { complianceFinding } from '../machine/ocsf.ts';
import { type RiskKind, TABLES } from '../machine/oscal.ts';
import { oscalResults } from '../machine/oscal-ar.ts';
import { oscalCatalog } from '../machine/oscal-catalog.ts';
import { type Open, type OpenRule, oscalPoam } from '../machine/oscal-poam.ts';
import { collect } from './bundling.ts';

/** Failures, and blind spots, that OSCAL tells one by one; beyond them it counts, and refers to the tables. */
const TOLD_ONE_BY_ONE = 1_000;

/** What is known of the bundle besides its tables. */
interface About {
  readonly organization: string | null;
  readonly period: Period;
  readonly generator: string;
}

/**
 * The same findings for programs: each one as an OCSF event, and all of them as OSCAL's assessment results, plan of
 * action and milestones, and the catalog that both refer to. Everything is made from tables that are written by now.
 */
export async function writeMachine(out: BundleFolder, about: About): Promise<void> {
  const rows = (path: string): Promise<Row[]> => collect(out.records(path));
  const runs = (await rows(TABLES.runs)).filter((run) => SCANNED.includes(field(run, 'status')));
  const criteria = await rows('controls/criteria.csv');
  const intervals = out.files.find(({ path }) => path === TABLES.intervals);
  if (!intervals) throw new Error(`${TABLES.intervals} is not written yet`);
  const assessed: Assessed = {
    ...about,
    rules: await rulesOf(out, runs, criteria),
    criteria,
    matrix: await rows(TABLES.matrix),
    accounts: by('id', await rows(TABLES.accounts)),
    exceptions: by('id', await rows(TABLES.exceptions)),
    collected: runs.map((run) => field(run, 'startedAt')).at(-1) ?? about.period.to,
    files: out.files,
    intervals,
  };

  const met = await metAtTheEnd(out);
  const found = new Map<string, Map<string, Record<Verdict, number>>>();
  const lastSeen = await sightings(out, runs);
  let events = 0;
  async function* lines() {
    for await (const row of out.records(TABLES.intervals)) {
      if (field(row, 'until') !== '') continue;
      count(found, row);
      events += 1;
      yield `${JSON.stringify(complianceFinding(row, assessed, lastSeen(targetOf(row)), accepting(assessed, met, row)))}\n`;
    }
  }
  await out.write('machine/ocsf-2003.ndjson', lines(), { rows: () => events });

  const document = (path: string, value: object) => out.write(path, ended(jsonPieces(value)));
  const failures = new Gravest<Row>(TOLD_ONE_BY_ONE, graver);
  const failing = new OpenFindings('failing');
  for await (const row of out.records(TABLES.remediation)) {
    failures.add(row);
    failing.add(row);
  }
  const unseen = new OpenFindings('not-evaluated');
  for await (const row of out.records(TABLES.notEvaluated)) unseen.add(row);
  await document(TABLES.catalog, oscalCatalog(assessed));
  const told = { listed: failures.listed(), total: failures.total };
  await document('machine/oscal-ar.json', oscalResults(assessed, found, told));
  await document('machine/oscal-poam.json', oscalPoam(assessed, found, [failing.open(), unseen.open()]));
}

/** States of runs in which every target that they count as scanned has its results. */
const SCANNED: readonly string[] = ['complete', 'partial'];

const by = (column: string, rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [field(row, column), row]));

const targetOf = (row: Row): Target => ({ account: field(row, 'account'), region: field(row, 'region') });

function* ended(pieces: Iterable<string>): Generator<string> {
  yield* pieces;
  yield '\n';
}

/** The rules as they were in force in the last of the runs. */
async function rulesOf(
  out: BundleFolder,
  runs: readonly Row[],
  criteria: readonly Row[],
): Promise<ReadonlyMap<string, RuleCard>> {
  const ruleSet = runs.map((run) => field(run, 'ruleSet')).findLast((hash) => hash !== '');
  const hashes = new Map<string, string>();
  if (ruleSet) {
    for await (const row of out.records(`scope/rules-${ruleSet.slice(0, 12)}.csv`))
      hashes.set(field(row, 'id'), field(row, 'hash'));
  }
  const inScope = criteria.map((row) => field(row, 'criterion'));
  const rules = new Map<string, RuleCard>();
  for await (const row of out.records('controls/rules.csv')) {
    const id = field(row, 'id');
    const [, text = '', url = ''] = /^(.*) (\S+)$/s.exec(field(row, 'remediation')) ?? [];
    rules.set(id, {
      id,
      title: field(row, 'title'),
      severity: field(row, 'severity'),
      controls: words(row, 'controls'),
      criteria: words(row, 'criteria').filter((criterion) => inScope.includes(criterion)),
      risk: field(row, 'risk'),
      remediation: { text, url },
      hash: hashes.get(id) ?? '',
      drifted: field(row, 'drifted'),
      restored: field(row, 'restored'),
    });
  }
  return rules;
}

/** Tells when the last run began that scanned a target: the last of all, or the one before those that did not. */
async function sightings(
  out: BundleFolder,
  runs: readonly Row[],
): Promise<(target: Target) => string | null> {
  const order = new Map(runs.map((run, index) => [field(run, 'sequence'), index]));
  /** The targets' last unbroken rows of runs that did not scan them. */
  const missed = new Map<string, { first: number; last: number }>();
  for await (const row of out.records('gaps/targets-not-scanned.csv')) {
    const index = order.get(field(row, 'sequence'));
    if (index === undefined) continue;
    const id = targetId(targetOf(row));
    const known = missed.get(id);
    if (known && index <= known.last + 1) known.last = Math.max(known.last, index);
    else missed.set(id, { first: index, last: index });
  }
  return (target) => {
    const gap = missed.get(targetId(target));
    const last = gap?.last === runs.length - 1 ? gap.first - 1 : runs.length - 1;
    const run = runs[last];
    return run ? field(run, 'startedAt') : null;
  };
}

function count(found: Map<string, Map<string, Record<Verdict, number>>>, row: Row): void {
  const rule = field(row, 'rule');
  const accounts = found.get(rule) ?? new Map<string, Record<Verdict, number>>();
  const counts = accounts.get(field(row, 'account')) ?? noVerdicts();
  counts[verdictOf(row)] += 1;
  found.set(rule, accounts.set(field(row, 'account'), counts));
}

/** The exceptions that accept a failing finding at the end of the period. */
function accepting({ exceptions }: Assessed, met: ReadonlySet<string>, row: Row): readonly Row[] {
  if (exceptions.size === 0 || verdictOf(row) !== 'FAIL') return [];
  const [account, resource] = [field(row, 'account'), field(row, 'resource')];
  return [...exceptions.values()].filter(
    (exception) =>
      field(exception, 'state') === 'active' &&
      field(exception, 'rule') === field(row, 'rule') &&
      (field(exception, 'tag') === ''
        ? field(exception, 'account') === account ||
          field(exception, 'resources').split('\n').includes(resource)
        : met.has(matchKey(field(exception, 'id'), account, resource))),
  );
}

const matchKey = (exception: string, account: string, resource: string): string =>
  `${exception} ${account} ${resource}`;

/** What meets the condition of an exception at the end of the period. */
async function metAtTheEnd(out: BundleFolder): Promise<ReadonlySet<string>> {
  const met = new Set<string>();
  for await (const row of out.records('exceptions/matches.csv'))
    if (field(row, 'until') === '')
      met.add(matchKey(field(row, 'exception'), field(row, 'account'), field(row, 'resource')));
  return met;
}

const severityOf = (row: Row): number => SEVERITIES.indexOf(field(row, 'severity') as Severity);
/** Columns that tell any two rows of a table of findings apart. */
const PLACE = ['since', 'account', 'region', 'rule', 'resource'];
const placeOf = (row: Row): string => PLACE.map((column) => field(row, column)).join(' ');

/** What lasts comes before what ended, then the severer, then the older. */
const graver = (a: Row, b: Row): number =>
  Number(field(a, 'until') !== '') - Number(field(b, 'until') !== '') ||
  severityOf(a) - severityOf(b) ||
  (placeOf(a) < placeOf(b) ? -1 : 1);

/** Counts what is open at the end of the period by rule, and keeps the gravest. */
class OpenFindings {
  readonly #kind: RiskKind;
  readonly #byRule = new Map<string, OpenRule>();
  readonly #gravest = new Gravest<Row>(TOLD_ONE_BY_ONE, graver);

  constructor(kind: RiskKind) {
    this.#kind = kind;
  }

  add(row: Row): void {
    if (field(row, 'until') !== '') return;
    this.#gravest.add(row);
    const failing = this.#kind === 'failing';
    const rule = field(row, 'rule');
    const { count = 0, overdue = 0, accepted = 0, due = '' } = this.#byRule.get(rule) ?? {};
    const own = failing ? field(row, 'due') : '';
    this.#byRule.set(rule, {
      rule,
      count: count + 1,
      overdue: overdue + Number(failing && field(row, 'timing') === 'overdue'),
      accepted: accepted + Number(failing && field(row, 'accepted') === 'yes'),
      due: due === '' || (own !== '' && own < due) ? own : due,
    });
  }

  open(): Open {
    const byRule = [...this.#byRule.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
    return { kind: this.#kind, byRule, listed: this.#gravest.listed() };
  }
}
