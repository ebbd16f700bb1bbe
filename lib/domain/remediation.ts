import { SEVERITIES, type Severity } from './rule.ts';

/** Severities that must be fixed within a time; what only informs need not. */
export const CLOCKED = SEVERITIES.filter((severity) => severity !== 'info');

/** Days within which a failing finding must be fixed, by its severity. */
export type Remediation = Readonly<Record<Exclude<Severity, 'info'>, number>>;

const DAY_MS = 86_400_000;

/** A time so many days after another, both ISO 8601 UTC. */
export const daysAfter = (time: string, days: number): string =>
  new Date(Date.parse(time) + days * DAY_MS).toISOString();

/**
 * By when something must be fixed.
 * @param sla what was in force when it began; null when nothing was, and then nothing is due
 */
export const dueBy = (since: string, severity: Severity, sla: Remediation | null): string | null =>
  sla === null || severity === 'info' ? null : daysAfter(since, sla[severity]);

/** `in time`, `late`: it ended. `open`, `overdue`: it lasts. `no deadline`: none was in force when it began. */
export type Timing = 'in time' | 'late' | 'open' | 'overdue' | 'no deadline';

/**
 * @param until when it was seen to have ended; null while it lasts
 * @param now the end of what is known
 */
export function timing(due: string | null, until: string | null, now: string): Timing {
  if (due === null) return 'no deadline';
  if (until !== null) return until <= due ? 'in time' : 'late';
  return now <= due ? 'open' : 'overdue';
}
