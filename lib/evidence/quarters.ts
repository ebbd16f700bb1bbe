import type { Period } from './intervals.ts';

/** A calendar quarter (UTC) that a period touches. */
interface Quarter extends Period {
  /** `2026-Q4`. */
  readonly name: string;
  /** Whether it lies wholly within the period; of one that the period cuts nobody can say that something is missing. */
  readonly whole: boolean;
}

/** Every quarter that a period touches, in order. */
export function quartersOf({ from, to }: Period): readonly Quarter[] {
  const quarters: Quarter[] = [];
  let [year, quarter] = [Number(from.slice(0, 4)), Math.floor((Number(from.slice(5, 7)) - 1) / 3)];
  for (let start = beginning(year, quarter); start < to; start = beginning(year, quarter)) {
    const name = `${year}-Q${quarter + 1}`;
    [year, quarter] = quarter === 3 ? [year + 1, 0] : [year, quarter + 1];
    const end = beginning(year, quarter);
    quarters.push({ name, from: start, to: end, whole: start >= from && end <= to });
  }
  return quarters;
}

const beginning = (year: number, quarter: number): string =>
  new Date(Date.UTC(year, quarter * 3)).toISOString();
