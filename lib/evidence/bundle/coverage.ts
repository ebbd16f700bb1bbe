import type { Exception } from '../../domain/exception.ts';
import type { BlindDays, Coverage } from '../coverage.ts';
import { datesOf } from '../days.ts';
import type { BundleFolder } from '../folder.ts';
import { type Blindness, type Gap, gaps } from '../gaps.ts';

const TABLE = 'gaps/not-evaluated.csv';

/** What could not be evaluated, as its table has it: by target, then by rule. */
async function* blindness(out: BundleFolder): AsyncGenerator<Blindness> {
  for await (const row of out.records(TABLE)) {
    const { account = '', region = '', rule = '', resource = '', reason = '' } = row;
    const { firstRun, firstRescan, endedByRun, endedByRescan } = row;
    yield {
      account,
      region,
      rule,
      resource,
      // What a rescan saw, the run before it did not see yet.
      firstRun: Number(firstRun) + (firstRescan ? 1 : 0),
      endedByRun: endedByRun ? Number(endedByRun) + (endedByRescan ? 1 : 0) : null,
      reason,
    };
  }
}

/**
 * Everything that was expected and is missing, by account, Region, rule and day.
 * @param exceptions as they were at the end of the period
 * @returns for each rule the days on which something of it was not evaluated
 */
export async function writeCoverage(
  out: BundleFolder,
  coverage: Coverage,
  exceptions: readonly Exception[],
): Promise<BlindDays> {
  const blind = new Map<string, Set<string>>();
  async function* noted(): AsyncGenerator<Gap> {
    for await (const gap of gaps(coverage, blindness(out), exceptions)) {
      if (gap.cause === 'not evaluated') {
        const dates = blind.get(gap.rule) ?? new Set();
        for (const date of datesOf(gap.fromDay, gap.toDay)) dates.add(date);
        blind.set(gap.rule, dates);
      }
      yield gap;
    }
  }
  await out.table(
    'gaps/coverage.csv',
    [
      'account',
      'region',
      'rule',
      'fromDay',
      'toDay',
      'days',
      'cause',
      'code',
      'findings',
      'message',
      'runs',
      'accepted',
    ],
    noted(),
  );
  return blind;
}
