import type { AwsBackup } from './facts/backup.ts';
import { fail, notApplicable, type Outcome, pass } from './verdict.ts';

/** One way in which the data of a resource can be brought back. */
export interface Route {
  /** By which a company accepts it or not, e.g. `AWS Backup`. */
  readonly name: string;
  readonly adequate: boolean;
  /** What was observed of it. */
  readonly observed: string;
}

const byPlans = ({ plans }: AwsBackup): string => {
  const named = plans.map(({ name, certain }) => (certain ? name : `${name} (perhaps, by tag)`));
  return named.length === 0 ? 'no plan selects it' : `selected by plan ${named.join(', ')}`;
};

/**
 * The way by AWS Backup. What shows that it works is a recovery point that is there and young enough; plans alone
 * only tell why there is one or none.
 */
export function awsBackupRoute(backup: AwsBackup, maxAgeDays: number): Route {
  const { newest } = backup;
  const name = 'AWS Backup';
  const plans = byPlans(backup);
  if (newest === null)
    return { name, adequate: false, observed: `no recovery point in AWS Backup, ${plans}` };
  const { ageDays, continuous, vault } = newest;
  if (continuous)
    return { name, adequate: true, observed: `backed up continuously by AWS Backup in vault ${vault}` };
  const age = `recovery point of ${ageDays} days ago in vault ${vault}`;
  return ageDays <= maxAgeDays
    ? { name, adequate: true, observed: age }
    : { name, adequate: false, observed: `no newer ${age} in AWS Backup, ${plans}` };
}

/** The way by backups that the service itself keeps of every moment or day of the last so many days. */
export const keptRoute = (name: string, days: number | null, minDays: number): Route =>
  days === null || days === 0
    ? { name, adequate: false, observed: `no ${name}` }
    : {
        name,
        adequate: days >= minDays,
        observed: `${name} of the last ${days} days${days >= minDays ? '' : `, less than ${minDays}`}`,
      };

/**
 * Judges whether one of the accepted ways leads back to the data.
 * @param ageDays of the resource: no backup of it can be due before it is older than a backup may be
 */
export function judgeRoutes(
  routes: readonly Route[],
  accepted: readonly string[],
  { ageDays, maxAgeDays }: { readonly ageDays: number; readonly maxAgeDays: number },
): Outcome {
  const open = routes.filter(({ name }) => accepted.includes(name));
  const told = (some: readonly Route[]) => some.map(({ observed }) => observed).join('; ');
  const adequate = open.filter((route) => route.adequate);
  if (adequate.length > 0) return pass(told(adequate));
  if (ageDays <= maxAgeDays) return notApplicable(`made ${ageDays} days ago: no backup is due yet`);
  return fail(told(open) || 'no way of backup is accepted');
}

/** Names the first tag, of those that free a resource from backups, that it has: `key`, or `key=value`. */
export const freeingTag = (
  tags: Readonly<Record<string, string>>,
  exempt: readonly string[],
): string | undefined =>
  exempt.find((one) => Object.entries(tags).some(([key, value]) => one === key || one === `${key}=${value}`));
