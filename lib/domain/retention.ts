import { fail, type Outcome, pass } from './verdict.ts';

/**
 * Judges how long a service keeps the backups that it makes by itself; 0 days means that it makes none.
 * @param backups what the service calls them, e.g. `automated snapshots`
 */
export function judgeRetention(backups: string, days: number, minDays: number): Outcome {
  if (days === 0) return fail(`${backups} are off`);
  const kept = `${backups} are kept for ${days} days`;
  return days >= minDays ? pass(kept) : fail(`${kept}, less than ${minDays}`);
}
