import { criteriaOf } from '../../controls/index.ts';
import type { CriterionId } from '../../domain/control.ts';
import { type AnyRule, SEVERITIES } from '../../domain/rule.ts';
import type { Target } from '../../domain/target.ts';
import type { BundleFolder } from '../folder.ts';
import { type Interval, intervals, type Period } from '../intervals.ts';
import type { Deviation, Tallies } from '../summary.ts';
import { type Bundling, collect } from './bundling.ts';

const INTERVAL_COLUMNS = [
  'rule',
  'resource',
  'type',
  'account',
  'region',
  'severity',
  'verdict',
  'since',
  'until',
  'firstRun',
  'endedByRun',
  'began',
  'ended',
  'reason',
] as const;

/** Every finding as intervals, streamed; what failed and what could not be evaluated is kept for its own tables. */
export async function writeResults(
  out: BundleFolder,
  period: Period,
  criteria: readonly CriterionId[],
  tallies: Tallies,
  { store, rules }: Bundling,
): Promise<readonly Deviation[]> {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const deviations: Deviation[] = [];
  const blindSpots: Interval[] = [];
  const populations = new Map<string, number>();
  const targets = await collect(store.targets());

  async function* counted(): AsyncGenerator<Interval> {
    for (const target of targets) {
      for await (const interval of intervals(store.transitions(target, period.to), period)) {
        count(interval, period, tallies);
        if (interval.until === null) {
          const key = `${interval.rule} ${interval.account}`;
          populations.set(key, (populations.get(key) ?? 0) + 1);
        }
        if (interval.verdict === 'FAIL')
          deviations.push(deviation(interval, known.get(interval.rule), criteria));
        if (interval.verdict === 'NOT_EVALUATED') blindSpots.push(interval);
        yield interval;
      }
    }
  }
  await out.table('results/intervals.csv', INTERVAL_COLUMNS, counted());
  deviations.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(b.began === 'drift') - Number(a.began === 'drift') ||
      (a.since < b.since ? -1 : 1),
  );
  await out.table(
    'results/deviations.csv',
    [
      'status',
      'severity',
      'title',
      'criteria',
      'controls',
      ...INTERVAL_COLUMNS.filter((name) => name !== 'severity'),
    ],
    deviations,
  );
  await out.table('gaps/not-evaluated.csv', INTERVAL_COLUMNS, blindSpots);
  await out.table(
    'results/populations.csv',
    ['rule', 'type', 'account', 'resources'],
    populationRows(rules, targets, populations),
  );
  return deviations;
}

function count(interval: Interval, { from }: Period, tallies: Tallies): void {
  if (interval.until === null) tallies.count(interval.rule, interval.verdict);
  if (interval.since < from) return;
  if (interval.began === 'drift') tallies.event(interval.rule, 'drifted');
  if (interval.began === 'restoration') tallies.event(interval.rule, 'restored');
  if (interval.began === 'blind-spot') tallies.event(interval.rule, 'blinded');
}

const deviation = (
  interval: Interval,
  rule: AnyRule | undefined,
  criteria: readonly CriterionId[],
): Deviation => ({
  ...interval,
  title: rule?.title ?? 'a rule that no longer exists',
  controls: (rule?.controls ?? []).join(' '),
  criteria: criteriaOf(rule?.controls ?? [])
    .filter((id) => criteria.includes(id))
    .join(' '),
  status:
    interval.ended === null ? 'open' : interval.ended === 'restoration' ? 'restored' : 'ended otherwise',
});

/** Rule x account with the number of findings at the cut-off; the zeroes are the point. */
function* populationRows(
  rules: readonly AnyRule[],
  targets: readonly Target[],
  populations: ReadonlyMap<string, number>,
) {
  const accounts = [...new Set(targets.map(({ account }) => account))];
  for (const { id, resource } of rules) {
    for (const account of accounts) {
      yield { rule: id, type: resource, account, resources: populations.get(`${id} ${account}`) ?? 0 };
    }
  }
}
