import type { AwsBackup, Restores } from './facts/backup.ts';
import type { Volume } from './facts/ec2.ts';
import { fail, notApplicable, type Outcome, pass } from './verdict.ts';

/** One way in which the data of a resource can be brought back. */
interface Route {
  /** By which a company accepts it or not, e.g. `AWS Backup`. */
  readonly name: string;
  readonly adequate: boolean;
  /** Where it is not adequate yet, it may become so by itself. */
  readonly coming: boolean;
  /** What was observed of it. */
  readonly observed: string;
}

/** What a company says about the backups of a type. */
interface ProtectionParameters {
  /** Names of the ways that it accepts. */
  readonly routes: readonly string[];
  /** How old the newest backup may be. */
  readonly maxAgeDays: number;
  /** Tags, as `key` or `key=value`, by which it frees resources from backups. */
  readonly exemptTags?: readonly string[];
}

/** What holds unless a company says otherwise: a backup a day, of everything. */
export const PROTECTION: Required<Omit<ProtectionParameters, 'routes'>> = { maxAgeDays: 1, exemptTags: [] };

const pointOf = ({ newest }: AwsBackup): string => {
  if (newest === null) return 'no recovery point in AWS Backup';
  const { ageDays, continuous, vault } = newest;
  return continuous
    ? `backed up continuously by AWS Backup in vault ${vault}`
    : `newest recovery point of ${ageDays} days ago in vault ${vault} of AWS Backup`;
};

const plansOf = ({ plans }: AwsBackup): string =>
  plans.length === 0
    ? 'no plan selects it'
    : `selected by plan ${plans.map(({ name, certain }) => (certain ? name : `${name} (perhaps, by tag)`)).join(', ')}`;

/**
 * The way by AWS Backup. What shows that it works is a recovery point that is there and young enough; plans alone
 * only tell why there is one or none.
 */
export function awsBackupRoute(
  { awsBackup }: { readonly awsBackup: AwsBackup },
  { maxAgeDays }: Pick<ProtectionParameters, 'maxAgeDays'>,
): Route {
  const { newest, plans } = awsBackup;
  const adequate = newest !== null && (newest.continuous || newest.ageDays <= maxAgeDays);
  const point = pointOf(awsBackup);
  return {
    name: 'AWS Backup',
    adequate,
    coming: plans.length > 0,
    observed: adequate ? point : `${point}, ${plansOf(awsBackup)}`,
  };
}

/** The way by backups that the service itself keeps of the last so many days; 0 or null: it keeps none. */
export function keptRoute(
  name: string,
  days: number | null,
  { minDays }: { readonly minDays: number },
): Route {
  const adequate = days !== null && days > 0 && days >= minDays;
  const kept = days ? `${name} of the last ${days} days` : `no ${name}`;
  return {
    name,
    adequate,
    coming: false,
    observed: days && !adequate ? `${kept}, less than ${minDays}` : kept,
  };
}

/** The way by snapshots, whoever takes them. */
export const snapshotRoute = (
  { newestSnapshot: newest }: Pick<Volume, 'newestSnapshot'>,
  { maxAgeDays }: Pick<ProtectionParameters, 'maxAgeDays'>,
): Route => ({
  name: 'snapshots',
  adequate: newest !== null && newest.ageDays <= maxAgeDays,
  coming: true,
  observed: newest ? `newest snapshot of ${newest.ageDays} days ago by ${newest.by}` : 'no complete snapshot',
});

/** Judges whether one of the accepted ways leads back to the data of a resource. */
export function judgeProtection(
  routes: readonly Route[],
  { ageDays, tags = {} }: { readonly ageDays: number; readonly tags?: Readonly<Record<string, string>> },
  { routes: accepted, maxAgeDays, exemptTags = [] }: ProtectionParameters,
): Outcome {
  const own = Object.entries(tags).flatMap(([key, value]) => [key, `${key}=${value}`]);
  const freed = exemptTags.find((tag) => own.includes(tag));
  if (freed) return notApplicable(`tagged ${freed}, by which the company frees it from backups`);
  const open = routes.filter(({ name }) => accepted.includes(name));
  const told = (some: readonly Route[]) => some.map(({ observed }) => observed).join('; ');
  const adequate = open.filter((route) => route.adequate);
  if (adequate.length > 0) return pass(told(adequate));
  if (ageDays <= maxAgeDays && open.some(({ coming }) => coming))
    return notApplicable(`made ${ageDays} days ago, no backup is due yet: ${told(open)}`);
  return fail(told(open) || 'the company accepts no way of backup');
}

/**
 * What the restores of one testing plan, or those without one, show. A failure that is as new as the newest success
 * is of the same test.
 */
export function restoreEvidence(
  { testingPlan, succeededDays, failedDays }: Restores,
  maxDays: number,
): Pick<Route, 'adequate' | 'observed'> {
  const by = testingPlan === null ? 'on request' : `by ${testingPlan}`;
  if (succeededDays === null) return { adequate: false, observed: `restores ${by} failed` };
  const failed = failedDays !== null && failedDays <= succeededDays;
  const restored = `restored ${by} ${succeededDays} days ago`;
  return {
    adequate: succeededDays <= maxDays && !failed,
    observed: failed ? `${restored}, and failed ${failedDays} days ago` : restored,
  };
}
