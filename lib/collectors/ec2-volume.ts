import type { Instance, Snapshot, Volume } from '@aws-sdk/client-ec2';
import type { SnapshotMaker } from '../domain/facts/ec2.ts';
import { required } from './collector.ts';
import { once } from './once.ts';

const attachment = ({ Attachments }: Volume) =>
  Attachments?.find(({ State, InstanceId }) => InstanceId && State !== 'detached');

/** The id of the instance that a volume is attached to. */
export const attachedTo = (volume: Volume): string | null => attachment(volume)?.InstanceId ?? null;

/** Whether a volume is deleted together with its instance. */
export const endsWithInstance = (volume: Volume): boolean => attachment(volume)?.DeleteOnTermination === true;

export const instancesById = once(
  (instances: readonly Instance[]): ReadonlyMap<string, Instance> =>
    new Map(instances.map((instance) => [required(instance.InstanceId, 'InstanceId'), instance])),
);

/** Tags by which those who make instances anew mark them: all but Karpenter's are AWS's own, which nobody else can set. */
const MAKERS = [
  ['aws:autoscaling:groupName', 'the Auto Scaling group'],
  ['aws:elasticmapreduce:job-flow-id', 'the EMR cluster'],
  ['karpenter.sh/nodepool', 'the Karpenter node pool'],
] as const;

/** What makes another instance of the kind when this one ends. */
export function replacedBy(instance: Instance | undefined): string | null {
  for (const [key, maker] of MAKERS) {
    const name = instance?.Tags?.find(({ Key }) => Key === key)?.Value;
    if (name) return `${maker} ${name}`;
  }
  return null;
}

interface VolumeSnapshot {
  readonly started: Date;
  readonly by: SnapshotMaker;
}

function makerOf({ Tags = [] }: Snapshot): SnapshotMaker {
  if (Tags.some(({ Key }) => Key === 'aws:backup:source-resource')) return 'AWS Backup';
  return Tags.some(({ Key }) => Key === 'aws:dlm:lifecycle-policy-id')
    ? 'Data Lifecycle Manager'
    : 'another maker';
}

/** The newest complete snapshot of each volume. That of a copy names no volume that exists. */
export const newestSnapshots = once((snapshots: readonly Snapshot[]): ReadonlyMap<string, VolumeSnapshot> => {
  const newest = new Map<string, VolumeSnapshot>();
  for (const snapshot of snapshots) {
    if (snapshot.State !== 'completed') continue;
    const volume = required(snapshot.VolumeId, 'VolumeId');
    const started = required(snapshot.StartTime, 'StartTime');
    const known = newest.get(volume);
    if (!known || known.started < started) newest.set(volume, { started, by: makerOf(snapshot) });
  }
  return newest;
});
