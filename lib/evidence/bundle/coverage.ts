import type { Run } from '../../domain/run.ts';
import { plural } from '../../report/words.ts';
import type { Period } from '../intervals.ts';

const DAY_MS = 86_400_000;
const dayOf = (time: string): number => Math.floor(Date.parse(time) / DAY_MS);
const date = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Days at both ends of the period that no run covers. Those in between are sealed as missed runs. */
export function uncovered(runs: readonly Run[], { from, to }: Period): readonly string[] {
  const first = dayOf(runs[0]?.startedAt ?? to);
  const last = dayOf(runs.at(-1)?.startedAt ?? from);
  const before = first - dayOf(from);
  const after = Math.ceil(Date.parse(to) / DAY_MS) - 1 - last;
  return [
    ...(before > 0
      ? [`no run before ${date(first)}: not covered at the beginning of the period: ${plural(before, 'day')}`]
      : []),
    ...(after > 0
      ? [`no run after ${date(last)}: not covered at the end of the period: ${plural(after, 'day')}`]
      : []),
  ];
}
