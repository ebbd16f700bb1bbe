import { CONTROLS } from '../../controls/index.ts';
import { CONTROL_IDS } from '../../domain/control.ts';
import { CLOCKED } from '../../domain/remediation.ts';
import { SEVERITIES, type Severity } from '../../domain/rule.ts';
import { noVerdicts, VERDICTS, type VerdictCounts } from '../../domain/verdict.ts';
import {
  type Answered,
  type ControlReport,
  DECISION,
  DEVIATION,
  type DeviationRow,
  EXCEPTION,
  type ExceptionRow,
  type Failing,
  type Overview,
  QUARTER,
  REMEDIATION,
  REVIEW,
  type RemediationRow,
  type Row,
  type ShownReviews,
  type TestedRule,
} from '../../report/overview.ts';
import {
  BINS,
  binOf,
  type CoveredDay,
  DAY_STATES,
  type DayState,
  type DayVerdicts,
  type FixTimes,
} from '../../report/pictures.ts';
import type { BundleFolder } from '../folder.ts';

/** The bundle's own tables, as they were written. */
type Tables = Pick<BundleFolder, 'files' | 'records'>;

/** Deviations that a control's page shows, and exceptions: as many as somebody reads. */
const SHOWN = 200;
/** Deviations that the first page shows. */
const FIRST = 20;

const DAY_MS = 86_400_000;

/** The rows of a table; none where the bundle has no such table. Columns it lacks are empty. */
async function* rows<K extends string>(
  tables: Tables,
  path: string,
  columns: readonly K[],
): AsyncGenerator<Row<K>> {
  if (!tables.files.some((file) => file.path === path)) return;
  for await (const record of tables.records(path))
    yield Object.fromEntries(columns.map((column) => [column, record[column] ?? ''])) as Row<K>;
}

/** The first of many by an order, in memory for twice as many. */
class First<T> {
  readonly #most: number;
  readonly #order: (a: T, b: T) => number;
  readonly #items: T[] = [];

  constructor(most: number, order: (a: T, b: T) => number) {
    this.#most = most;
    this.#order = order;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#items.length >= 2 * this.#most) this.items();
  }

  items(): readonly T[] {
    this.#items.sort(this.#order);
    this.#items.splice(this.#most);
    return this.#items;
  }
}

/** Open ones first, then the most severe, then the oldest. */
const worse = (a: DeviationRow, b: DeviationRow): number =>
  Number(b.status === 'open') - Number(a.status === 'open') ||
  SEVERITIES.indexOf(a.severity as Severity) - SEVERITIES.indexOf(b.severity as Severity) ||
  (a.since < b.since ? -1 : a.since > b.since ? 1 : 0);

type Counted = { -readonly [K in keyof Failing]: Failing[K] };
const nothing = (): Counted => ({ open: 0, ended: 0, accepted: 0, overdue: 0, late: 0 });

/** What is kept under a key, made when it is asked for the first time. */
function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

/** Reads the bundle's tables once each and keeps what grows with days, rules, accounts and controls only. */
export async function overviewOf(
  tables: Tables,
  about: Pick<Overview, 'brief' | 'generator' | 'keyFingerprint'>,
): Promise<Overview> {
  const { period } = about.brief;
  const rules = await rulesOf(tables);
  const deviations = await deviationsOf(tables);
  const failures = await failuresOf(tables, rules, deviations, period.to);
  const accepted = await exceptionsOf(tables, rules, failures.named);
  const answered = (deviation: DeviationRow): Answered => {
    const remediation = failures.of.get(deviation) ?? null;
    return {
      deviation,
      remediation,
      exceptions: words(remediation?.exceptions ?? '').flatMap((id) => accepted.byId.get(id) ?? []),
    };
  };

  interface Served {
    readonly owner: string;
    readonly criteria: Record<string, string>;
  }
  const controls = new Map<string, Served>();
  for await (const row of rows(tables, 'controls/matrix.csv', ['criterion', 'control', 'reason', 'owner'])) {
    const control = kept(controls, row.control, (): Served => ({ owner: row.owner, criteria: {} }));
    control.criteria[row.criterion] = row.reason;
  }
  const occurrences = await occurrencesOf(tables);
  const reports = CONTROL_IDS.filter((id) => controls.has(id)).map((id): ControlReport => {
    const theirs = [...rules.values()].filter((rule) => rule.controls.includes(id));
    const counts = noVerdicts();
    for (const rule of theirs) for (const verdict of VERDICTS) counts[verdict] += rule.counts[verdict];
    return {
      id,
      title: CONTROLS[id].title,
      description: CONTROLS[id].description,
      owner: controls.get(id)?.owner ?? '',
      criteria: controls.get(id)?.criteria ?? {},
      rules: theirs,
      counts,
      failing: failures.byControl.get(id) ?? nothing(),
      occurrences: occurrences.get(id) ?? null,
      worst: (deviations.byControl.get(id)?.items() ?? []).map(answered),
      deviations: deviations.counts.get(id) ?? 0,
      exceptions: accepted.byControl.get(id)?.items() ?? [],
    };
  });

  return {
    ...about,
    days: await daysOf(tables),
    history: await historyOf(tables),
    failing: failures.bySeverity,
    fixTimes: failures.times,
    exceptions: accepted.states,
    worst: deviations.worst.items().map(answered),
    controls: reports,
    limits: await all(
      rows(tables, 'controls/criteria.csv', ['criterion', 'title', 'notAutomated', 'askFor']),
    ),
    reviews: await reviewsOf(tables),
    paths: tables.files.map(({ path }) => path),
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

type KnownRule = TestedRule & { readonly controls: readonly string[] };

async function rulesOf(tables: Tables): Promise<ReadonlyMap<string, KnownRule>> {
  const parameters = new Map<string, Set<string>>();
  const versions = new Map<string, Set<string>>();
  for (const { path } of tables.files.filter(({ path }) => /^scope\/rules-.*\.csv$/.test(path))) {
    for await (const row of rows(tables, path, ['id', 'hash', 'parameters'])) {
      kept(parameters, row.id, () => new Set()).add(row.parameters);
      kept(versions, row.id, () => new Set()).add(row.hash.slice(0, 12));
    }
  }
  const populations = new Map<string, { resources: number; accounts: number; without: number }>();
  for await (const row of rows(tables, 'results/populations.csv', ['rule', 'resources'])) {
    const population = kept(populations, row.rule, () => ({ resources: 0, accounts: 0, without: 0 }));
    population.resources += Number(row.resources);
    population.accounts += 1;
    if (row.resources === '0') population.without += 1;
  }
  const known = new Map<string, KnownRule>();
  const columns = ['id', 'title', 'severity', 'resource', 'controls', 'actions', ...VERDICTS] as const;
  for await (const row of rows(tables, 'controls/rules.csv', columns)) {
    const population = populations.get(row.id);
    known.set(row.id, {
      id: row.id,
      title: row.title,
      severity: row.severity,
      resource: row.resource,
      controls: words(row.controls),
      actions: words(row.actions),
      counts: countsOf(row),
      parameters: [...(parameters.get(row.id) ?? [])].filter((text) => text !== '{}'),
      versions: [...(versions.get(row.id) ?? [])],
      resources: population?.resources ?? 0,
      accounts: population?.accounts ?? 0,
      accountsWithout: population?.without ?? 0,
    });
  }
  return known;
}

const countsOf = (row: Row<keyof VerdictCounts>): VerdictCounts => ({
  FAIL: Number(row.FAIL),
  NOT_EVALUATED: Number(row.NOT_EVALUATED),
  PASS: Number(row.PASS),
  NOT_APPLICABLE: Number(row.NOT_APPLICABLE),
});

interface Deviations {
  readonly worst: First<DeviationRow>;
  readonly byControl: ReadonlyMap<string, First<DeviationRow>>;
  readonly counts: ReadonlyMap<string, number>;
}

async function deviationsOf(tables: Tables): Promise<Deviations> {
  const worst = new First(FIRST, worse);
  const byControl = new Map<string, First<DeviationRow>>();
  const counts = new Map<string, number>();
  for await (const row of rows(tables, 'results/deviations.csv', DEVIATION)) {
    worst.add(row);
    for (const control of words(row.controls)) {
      kept(byControl, control, () => new First(SHOWN, worse)).add(row);
      counts.set(control, (counts.get(control) ?? 0) + 1);
    }
  }
  return { worst, byControl, counts };
}

const findingOf = ({
  account,
  region,
  rule,
  resource,
}: Row<'account' | 'region' | 'rule' | 'resource'>): string => `${account}/${region} ${rule} ${resource}`;

/** Counts every failure, and finds those in which the deviations that are shown lie. */
async function failuresOf(
  tables: Tables,
  rules: ReadonlyMap<string, KnownRule>,
  { worst, byControl }: Deviations,
  to: string,
) {
  const shown = new Map<string, Set<DeviationRow>>();
  for (const list of [worst, ...byControl.values()])
    for (const row of list.items()) kept(shown, findingOf(row), () => new Set()).add(row);

  const times = await lanes(tables);
  const bySeverity = new Map<Severity, Counted>(SEVERITIES.map((severity) => [severity, nothing()]));
  const failingControls = new Map<string, Counted>();
  const of = new Map<DeviationRow, RemediationRow>();
  const named = new Set<string>();
  for await (const row of rows(tables, 'remediation/remediation.csv', REMEDIATION)) {
    const severity = row.severity as Severity;
    const controls = rules.get(row.rule)?.controls ?? [];
    const failing = [
      kept(bySeverity, severity, nothing),
      ...controls.map((control) => kept(failingControls, control, nothing)),
    ];
    for (const counted of failing) count(counted, row);
    const lane = times.find((candidate) => candidate.severity === severity);
    if (lane && row.due !== '') {
      const given = Date.parse(row.due) - Date.parse(row.since);
      const bins = row.until === '' ? lane.lasting : lane.ended;
      const bin = binOf(Date.parse(row.until || to) - Date.parse(row.since), given);
      bins[bin] = (bins[bin] ?? 0) + 1;
      if (!lane.days.includes(given / DAY_MS)) lane.days.push(given / DAY_MS);
    }
    for (const deviation of shown.get(findingOf(row)) ?? []) {
      if (row.since > deviation.since || (row.until !== '' && row.until <= deviation.since)) continue;
      of.set(deviation, row);
      for (const id of words(row.exceptions)) named.add(id);
    }
  }
  return { of, named, bySeverity, byControl: failingControls, times };
}

function count(counted: Counted, { timing, until, accepted }: RemediationRow): void {
  counted[until === '' ? 'open' : 'ended'] += 1;
  if (accepted === 'yes') counted.accepted += 1;
  if (timing === 'overdue') counted.overdue += 1;
  if (timing === 'late') counted.late += 1;
}

type Lane = FixTimes & { readonly days: number[]; readonly ended: number[]; readonly lasting: number[] };

async function lanes(tables: Tables): Promise<readonly Lane[]> {
  const made = CLOCKED.map(
    (severity): Lane => ({
      severity,
      days: [],
      ended: Array(BINS).fill(0),
      lasting: Array(BINS).fill(0),
    }),
  );
  for await (const row of rows(tables, 'remediation/deadlines.csv', [...CLOCKED])) {
    for (const { severity, days } of made) {
      const given = Number(row[severity as (typeof CLOCKED)[number]]);
      if (!days.includes(given)) days.push(given);
    }
  }
  return made;
}

/** Counts exceptions by state; keeps those that deviations name, and for each control the first by expiry. */
async function exceptionsOf(
  tables: Tables,
  rules: ReadonlyMap<string, KnownRule>,
  named: ReadonlySet<string>,
) {
  const states = new Map<string, number>();
  const byId = new Map<string, ExceptionRow>();
  const byControl = new Map<string, First<ExceptionRow>>();
  for await (const row of rows(tables, 'exceptions/exceptions.csv', EXCEPTION)) {
    states.set(row.state, (states.get(row.state) ?? 0) + 1);
    if (named.has(row.id)) byId.set(row.id, row);
    for (const control of rules.get(row.rule)?.controls ?? [])
      kept(
        byControl,
        control,
        () => new First<ExceptionRow>(SHOWN, (a, b) => (a.expiry < b.expiry ? -1 : 1)),
      ).add(row);
  }
  return { states, byId, byControl };
}

/** Access reviews that pages show. */
const REVIEWS = 20;

async function reviewsOf(tables: Tables): Promise<ShownReviews> {
  const reviews: ShownReviews['reviews'][number][] = [];
  let count = 0;
  for await (const row of rows(tables, 'access-reviews/reviews.csv', REVIEW)) {
    count += 1;
    reviews.push(row);
    if (reviews.length > REVIEWS) reviews.shift();
  }
  const undone: ShownReviews['undone'][number][] = [];
  let undoneCount = 0;
  for await (const row of rows(tables, 'access-reviews/decisions.csv', DECISION)) {
    if (['', 'removed', 'changed'].includes(row.outcome)) continue;
    undoneCount += 1;
    if (undone.length < SHOWN) undone.push(row);
  }
  const quarters = await all(rows(tables, 'access-reviews/quarters.csv', QUARTER));
  return { count, reviews, quarters, undoneCount, undone };
}

async function occurrencesOf(tables: Tables) {
  const counted = new Map<string, NonNullable<ControlReport['occurrences']>>();
  const columns = ['control', 'frequency', 'expected', 'held', 'partial', 'missed', 'missedDays'] as const;
  for await (const row of rows(tables, 'controls/occurrences.csv', columns)) {
    // A control that nothing automated tests is not expected to be held by it.
    if (row.expected === '0') continue;
    counted.set(row.control, {
      frequency: row.frequency,
      expected: Number(row.expected),
      held: Number(row.held),
      partial: Number(row.partial),
      missed: Number(row.missed),
      missedDays: row.missedDays,
    });
  }
  return counted;
}

async function daysOf(tables: Tables): Promise<readonly CoveredDay[]> {
  const days: CoveredDay[] = [];
  for await (const { day, status } of rows(tables, 'gaps/calendar.csv', ['day', 'status']))
    days.push({ day, status: DAY_STATES.includes(status as DayState) ? (status as DayState) : 'none' });
  return days;
}

async function historyOf(tables: Tables): Promise<ReadonlyMap<string, readonly DayVerdicts[]>> {
  const history = new Map<string, DayVerdicts[]>();
  for await (const row of rows(tables, 'results/by-day.csv', ['day', 'criterion', ...VERDICTS]))
    kept(history, row.criterion, () => []).push({ day: row.day, counts: countsOf(row) });
  return history;
}
