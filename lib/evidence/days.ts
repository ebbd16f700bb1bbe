import type { Run } from '../domain/run.ts';
import type { Period } from './intervals.ts';

const DAY_MS = 86_400_000;

/** Midnight (UTC) of a time's day, so many days later. */
const midnight = (time: string, later = 0): string =>
  new Date(Date.parse(time.slice(0, 10)) + later * DAY_MS).toISOString();

/** The UTC date of a time. */
export const dateOf = (time: string): string => time.slice(0, 10);

/** Days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Every date from one to another, both included. */
export function* datesOf(from: string, to: string): Generator<string> {
  for (let date = from; date <= to; date = dateOf(midnight(date, 1))) yield date;
}

/** A UTC day that the period touches, with the runs that began on it within the period. */
export interface Day {
  readonly date: string;
  /**
   * Whether the day expects a run. A day that the period cuts does so only if a run began in the part inside: else the
   * run of that day lies outside, or is still to come.
   */
  readonly due: boolean;
  readonly runs: readonly Run[];
}

/** Every day that the period touches. @param runs those that began within the period, oldest first */
export function daysOf(runs: readonly Run[], { from, to }: Period): readonly Day[] {
  const byDate = new Map<string, Run[]>();
  for (const run of runs) {
    const date = dateOf(run.startedAt);
    byDate.set(date, [...(byDate.get(date) ?? []), run]);
  }
  const days: Day[] = [];
  for (let start = midnight(from); start < to; start = midnight(start, 1)) {
    const theirs = byDate.get(dateOf(start)) ?? [];
    const whole = start >= from && midnight(start, 1) <= to;
    days.push({ date: dateOf(start), due: whole || theirs.length > 0, runs: theirs });
  }
  return days;
}

/** Dates for people: `2026-01-03, 2026-01-07 to 2026-01-09`. @param dates sorted */
export function dateRanges(dates: readonly string[]): readonly string[] {
  const ranges: { first: string; last: string }[] = [];
  for (const date of dates) {
    const range = ranges.at(-1);
    if (range && daysBetween(range.last, date) === 1) range.last = date;
    else ranges.push({ first: date, last: date });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
}
