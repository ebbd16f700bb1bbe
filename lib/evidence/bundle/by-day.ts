import { criteriaOf } from '../../controls/index.ts';
import type { CriterionId } from '../../domain/control.ts';
import type { AnyRule } from '../../domain/rule.ts';
import { VERDICTS, type VerdictCounts } from '../../domain/verdict.ts';
import type { Interval, Period } from '../intervals.ts';

const DAY_MS = 86_400_000;
/** In a criterion's place: all findings, each once. */
const ALL = '*';

/** Verdicts at the end of a UTC day, of the findings that serve a criterion; `*` is all findings, each once. */
export interface DayRow extends VerdictCounts {
  readonly day: string;
  readonly criterion: CriterionId | typeof ALL;
}

/**
 * Counts verdicts day by day; the last day of a period ends with it. A day without a run is as last observed.
 * It keeps what changes from one day to the next, by criterion.
 */
export class ByDay {
  readonly #days: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #changes: ReadonlyMap<DayRow['criterion'], readonly Int32Array[]>;
  readonly #served: ReadonlyMap<string, readonly (readonly Int32Array[])[]>;
  readonly #all: readonly (readonly Int32Array[])[];

  constructor({ from, to }: Period, criteria: readonly CriterionId[], rules: readonly AnyRule[]) {
    const days: string[] = [];
    for (let day = Date.parse(from.slice(0, 10)); day < Date.parse(to); day += DAY_MS)
      days.push(new Date(day).toISOString().slice(0, 10));
    const none = () => VERDICTS.map(() => new Int32Array(days.length));
    const all = none();
    const changes = new Map<DayRow['criterion'], readonly Int32Array[]>(
      criteria.map((criterion) => [criterion, none()]),
    );
    this.#served = new Map(
      rules.map(({ id, controls }) => [
        id,
        [all, ...criteriaOf(controls).flatMap((criterion) => [changes.get(criterion) ?? []])],
      ]),
    );
    this.#all = [all];
    this.#days = days;
    this.#places = new Map(days.map((day, index) => [day, index]));
    this.#changes = changes.set(ALL, all);
  }

  /** Adds an interval that touches the period. */
  add({ rule, verdict, since, until }: Interval): void {
    const begins = this.#places.get(since.slice(0, 10)) ?? 0;
    const ends = until === null ? undefined : this.#places.get(until.slice(0, 10));
    for (const changes of this.#served.get(rule) ?? this.#all) {
      const change = changes[VERDICTS.indexOf(verdict)];
      if (!change) continue;
      change[begins] = (change[begins] ?? 0) + 1;
      if (ends !== undefined) change[ends] = (change[ends] ?? 0) - 1;
    }
  }

  *rows(): Generator<DayRow> {
    const counts = [...this.#changes].map(([criterion, changes]) => ({ criterion, sums: changes.map(sums) }));
    for (const [index, day] of this.#days.entries()) {
      for (const { criterion, sums } of counts) {
        const [FAIL = 0, NOT_EVALUATED = 0, PASS = 0, NOT_APPLICABLE = 0] = sums.map(
          (sum) => sum[index] ?? 0,
        );
        yield { day, criterion, FAIL, NOT_EVALUATED, PASS, NOT_APPLICABLE };
      }
    }
  }
}

/** Each number with all those before it. */
function sums(numbers: Int32Array): Int32Array {
  let sum = 0;
  return numbers.map((number) => {
    sum += number;
    return sum;
  });
}
