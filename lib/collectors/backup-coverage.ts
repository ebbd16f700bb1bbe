import type { BackupSelection as AwsSelection, ConditionParameter } from '@aws-sdk/client-backup';
import { type BackupSelection, selects, type TagCondition, type Tags } from '../domain/backup-selection.ts';
import type { AwsBackup } from '../domain/facts/backup.ts';
import type { Listed } from '../domain/observed.ts';
import {
  getBackupSelection,
  listBackupPlans,
  listBackupSelections,
  listBackupVaults,
  listRecoveryPoints,
  ownVaults,
  type RecoveryPoint,
  recoveryPointsOf,
} from './backup-operations.ts';
import { ageInDays, type FactReader, type Reader, required } from './collector.ts';
import { once } from './once.ts';

/** What `backupOf` asks. */
export const BACKUP_OPERATIONS = [
  listBackupVaults,
  listRecoveryPoints,
  listBackupPlans,
  listBackupSelections,
  getBackupSelection,
] as const;

/** What AWS Backup may hold: a resource by its ARN, with its tags; null: they are not known. */
interface Subject {
  readonly arn: string;
  readonly tags: Tags | null;
}

const condition =
  (test: TagCondition['test']) =>
  ({ ConditionKey, ConditionValue }: ConditionParameter): TagCondition => ({
    test,
    key: required(ConditionKey, 'ConditionKey').replace(/^aws:ResourceTag\//, ''),
    value: required(ConditionValue, 'ConditionValue'),
  });

const selection = once(
  ({ Resources, NotResources, ListOfTags, Conditions }: AwsSelection): BackupSelection => ({
    resources: Resources ?? [],
    notResources: NotResources ?? [],
    anyOf: (ListOfTags ?? []).map(condition('equals')),
    allOf: [
      ...(Conditions?.StringEquals ?? []).map(condition('equals')),
      ...(Conditions?.StringLike ?? []).map(condition('like')),
      ...(Conditions?.StringNotEquals ?? []).map(condition('not equals')),
      ...(Conditions?.StringNotLike ?? []).map(condition('not like')),
    ],
  }),
);

async function plansOf(aws: Reader, subjects: readonly Subject[]): Promise<AwsBackup['plans']> {
  const plans = await Promise.all(
    (await aws(listBackupPlans, {})).map(async ({ BackupPlanId: id, BackupPlanName }) => {
      const BackupPlanId = required(id, 'BackupPlanId');
      const answers = await Promise.all(
        (await aws(listBackupSelections, { BackupPlanId })).map(async ({ SelectionId }) => {
          const reply = await aws(getBackupSelection, {
            BackupPlanId,
            SelectionId: required(SelectionId, 'SelectionId'),
          });
          const found = selection(required(reply.BackupSelection, 'BackupSelection'));
          return subjects.map(({ arn, tags }) => selects(found, arn, tags));
        }),
      );
      const all = answers.flat();
      const name = required(BackupPlanName, 'BackupPlanName');
      return all.every((taken) => taken === false) ? [] : [{ name, certain: all.includes(true) }];
    }),
  );
  return plans.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}

const better = (a: RecoveryPoint, b: RecoveryPoint): boolean =>
  a.continuous === b.continuous ? a.created > b.created : a.continuous;

/** The best recovery point of each resource. */
const best = once((points: readonly RecoveryPoint[]): ReadonlyMap<string, RecoveryPoint> => {
  const found = new Map<string, RecoveryPoint>();
  for (const point of points) {
    const known = found.get(point.resource);
    if (point.usable && (!known || better(point, known))) found.set(point.resource, point);
  }
  return found;
});

async function newestOf(aws: Reader, subjects: readonly Subject[]): Promise<AwsBackup['newest']> {
  const vaults = await Promise.all(
    (await ownVaults(aws)).map(async ({ name: vault }) => {
      const points = best(await recoveryPointsOf(aws, vault));
      return subjects.flatMap(({ arn }) => points.get(arn) ?? []).map((point) => ({ point, vault }));
    }),
  );
  const [first, ...others] = vaults.flat();
  if (!first) return null;
  const { point, vault } = others.reduce((a, b) => (better(b.point, a.point) ? b : a), first);
  return { ageDays: ageInDays(aws, point.created), continuous: point.continuous, vault };
}

/** What AWS Backup has of a thing that it may back up as any of the subjects, e.g. a disk as that of its machine. */
export const backupOf = async (aws: Reader, subjects: readonly Subject[]): Promise<AwsBackup> => ({
  newest: await newestOf(aws, subjects),
  plans: await plansOf(aws, subjects),
});

/**
 * The fact of what AWS Backup has of a resource.
 * @param tags of the resource; null: the listing does not tell
 */
export const awsBackup = <L extends Listed>(
  tags: (resource: L) => Tags | null,
): FactReader<L, AwsBackup> => ({
  uses: BACKUP_OPERATIONS,
  read: (aws, resource) => backupOf(aws, [{ arn: resource.arn, tags: tags(resource) }]),
});
