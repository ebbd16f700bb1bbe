import { criteriaOf } from '../../controls/index.ts';
import type { CriterionId } from '../../domain/control.ts';
import { type AnyRule, SEVERITIES, type Severity } from '../../domain/rule.ts';
import type { BundleFolder } from '../folder.ts';
import { INTERVAL_COLUMNS, type Interval } from '../intervals.ts';
import { LineSorter } from '../sorter.ts';
import type { BundleSummary, Deviation } from '../summary.ts';

/** Deviations that the summary lists. */
const WORST = 200;

/** The columns by which deviations are sorted, and the others; before them stands a digit for severity and drift. */
const SORTED = ['since', 'account', 'region', 'rule', 'resource'] as const;
const KEPT = [...SORTED, ...INTERVAL_COLUMNS.filter((name) => !SORTED.includes(name as 'since'))] as const;

/** What failed within the period, the most severe first, drift before the rest: sorted outside of memory. */
export class Deviations {
  readonly #sorter = new LineSorter();

  add(interval: Interval): void {
    const rank = 2 * SEVERITIES.indexOf(interval.severity) + Number(interval.began !== 'drift');
    this.#sorter.add(JSON.stringify([rank, ...KEPT.map((name) => interval[name])]));
  }

  /** Writes the table. @returns what the summary says of it */
  async write(
    out: BundleFolder,
    criteria: readonly CriterionId[],
    rules: readonly AnyRule[],
  ): Promise<BundleSummary['deviations']> {
    const known = new Map(rules.map((rule) => [rule.id, namesOf(rule, criteria)]));
    const bySeverity = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<
      Severity,
      number
    >;
    const worst: Deviation[] = [];
    let total = 0;
    let open = 0;
    const table = await out.openTable<Deviation>('results/deviations.csv', [
      'status',
      'severity',
      'title',
      'criteria',
      'controls',
      ...INTERVAL_COLUMNS.filter((name) => name !== 'severity'),
    ]);
    for (const line of this.#sorter.sorted()) {
      const deviation = deviationOf(line, known);
      total += 1;
      bySeverity[deviation.severity] += 1;
      if (deviation.status === 'open') open += 1;
      if (worst.length < WORST) worst.push(deviation);
      await table.add(deviation);
    }
    await table.close();
    return { total, open, bySeverity, worst };
  }

  /** Removes what was sorted outside of memory. */
  remove(): void {
    this.#sorter.remove();
  }
}

type Names = Pick<Deviation, 'title' | 'controls' | 'criteria'>;

const namesOf = ({ title, controls }: AnyRule, criteria: readonly CriterionId[]): Names => ({
  title,
  controls: controls.join(' '),
  criteria: criteriaOf(controls)
    .filter((id) => criteria.includes(id))
    .join(' '),
});

const GONE: Names = { title: 'a rule that no longer exists', controls: '', criteria: '' };

function deviationOf(line: string, known: ReadonlyMap<string, Names>): Deviation {
  const [, ...values] = JSON.parse(line) as readonly unknown[];
  const interval = Object.fromEntries(
    KEPT.map((name, index) => [name, values[index]]),
  ) as unknown as Interval;
  const { ended } = interval;
  return {
    ...interval,
    ...(known.get(interval.rule) ?? GONE),
    status: ended === null ? 'open' : ended === 'restoration' ? 'restored' : 'ended otherwise',
  };
}
