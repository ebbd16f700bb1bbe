import type { CriterionId } from '../../domain/control.ts';
import type { AnyRule } from '../../domain/rule.ts';
import type { Target } from '../../domain/target.ts';
import { VERDICTS } from '../../domain/verdict.ts';
import type { BundleFolder } from '../folder.ts';
import { INTERVAL_COLUMNS, type Interval, type Period, touches } from '../intervals.ts';
import type { BundleSummary, Tallies } from '../summary.ts';
import { ByDay } from './by-day.ts';
import { Deviations } from './deviations.ts';

/** What the results are about, and where they are counted. */
export interface About {
  readonly period: Period;
  readonly criteria: readonly CriterionId[];
  readonly rules: readonly AnyRule[];
  readonly targets: readonly Target[];
  readonly tallies: Tallies;
}

/** Tables of results that are being written. */
interface OpenResults {
  /** Passes all intervals on, and writes those that touch the period. */
  write(intervals: AsyncIterable<Interval>): AsyncGenerator<Interval>;
  /** Ends what was written, and writes what was counted. @returns what failed, for the summary */
  close(): Promise<BundleSummary['deviations']>;
  /** Removes what lies outside of the bundle. */
  remove(): void;
}

/** Begins the tables of findings as intervals, and of what failed and what is counted beside them. */
export async function openResults(out: BundleFolder, about: About): Promise<OpenResults> {
  const { period, criteria, rules, targets, tallies } = about;
  const all = await out.openTable<Interval>('results/intervals.csv', INTERVAL_COLUMNS);
  const notEvaluated = await out.openTable<Interval>('gaps/not-evaluated.csv', INTERVAL_COLUMNS);
  const byDay = new ByDay(period, criteria, rules);
  const deviations = new Deviations();
  const accounts = [...new Set(targets.map(({ account }) => account))];
  const populations = new Map(rules.map(({ id }) => [id, new Map(accounts.map((account) => [account, 0]))]));

  function count(interval: Interval): void {
    const { rule, account, verdict, since, until, began } = interval;
    byDay.add(interval);
    if (until === null) {
      tallies.count(rule, verdict);
      const population = populations.get(rule);
      population?.set(account, (population.get(account) ?? 0) + 1);
    }
    if (since < period.from) return;
    if (began === 'drift') tallies.event(rule, 'drifted');
    if (began === 'restoration') tallies.event(rule, 'restored');
    if (began === 'blind-spot') tallies.event(rule, 'blinded');
  }

  return {
    async *write(intervals) {
      for await (const interval of intervals) {
        if (touches(interval, period.from)) {
          count(interval);
          if (interval.verdict === 'FAIL') deviations.add(interval);
          if (interval.verdict === 'NOT_EVALUATED') await notEvaluated.add(interval);
          await all.add(interval);
        }
        yield interval;
      }
    },
    async close() {
      await all.close();
      await notEvaluated.close();
      await out.table('results/by-day.csv', ['day', 'criterion', ...VERDICTS], byDay.rows());
      await out.table(
        'results/populations.csv',
        ['rule', 'type', 'account', 'resources'],
        populationRows(rules, populations),
      );
      return deviations.write(out, criteria, rules);
    },
    remove: () => deviations.remove(),
  };
}

/** Rule x account with the number of findings at the cut-off; the zeroes are the point. */
function* populationRows(
  rules: readonly AnyRule[],
  populations: ReadonlyMap<string, ReadonlyMap<string, number>>,
) {
  for (const { id, resource } of rules) {
    for (const [account, resources] of populations.get(id) ?? [])
      yield { rule: id, type: resource, account, resources };
  }
}
