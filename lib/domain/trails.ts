import type { AccountTrail, DataEvents } from './facts/cloudtrail.ts';
import { fail, notApplicable, type Outcome, pass } from './verdict.ts';

/**
 * What keeps a trail from recording every management action in every Region; empty if nothing does. Of a trail of
 * another account with selectors of its own it tells what this account can see.
 */
export const gapsOf = ({
  arn,
  multiRegion,
  logging,
  managementEvents: events,
}: AccountTrail): readonly string[] => [
  ...(multiRegion ? [] : [`${arn} covers one Region only`]),
  ...(logging ? [] : [`${arn} is stopped`]),
  ...(events && !events.reads ? [`${arn} leaves out management events that read`] : []),
  ...(events && !events.writes ? [`${arn} leaves out management events that write`] : []),
  ...(events?.excludedSources.map((source) => `${arn} leaves out ${source}`) ?? []),
];

/** What an account cannot know of a trail; to be added to a reason. Empty if it knows all. */
export const limitOf = ({ managementEvents }: AccountTrail): string =>
  managementEvents ? '' : '; only the account that owns it can see what it selects';

/** Data events that are wanted of all resources of a type, e.g. the `reads` of `AWS::S3::Object`. */
interface Wanted {
  readonly type: string;
  readonly kind: 'reads' | 'writes';
}

/**
 * Judges whether trails of all Regions record the wanted data events of all resources but those that may be left
 * out. Where a trail hides its selectors from this account, the account that owns it is judged instead.
 */
export function judgeDataEvents(
  trails: readonly AccountTrail[],
  wanted: readonly Wanted[],
  mayLeaveOut: readonly string[] = [],
): Outcome {
  const recording = trails.filter(({ multiRegion, logging }) => multiRegion && logging);
  const leftOut = ({ except }: DataEvents) => except.filter((arn) => !mayLeaveOut.includes(arn));
  const faults = wanted.flatMap(({ type, kind }) => {
    const found = recording
      .flatMap(({ dataEvents }) => dataEvents ?? [])
      .filter((events) => events.type === type && events[kind]);
    if (found.some((events) => leftOut(events).length === 0)) return [];
    const exceptions = [...new Set(found.flatMap(leftOut))].join(', ');
    return exceptions ? [`${kind} of ${exceptions} are left out`] : [`no trail records ${kind} of ${type}`];
  });
  if (faults.length === 0)
    return pass(`recorded are ${wanted.map(({ type, kind }) => `${kind} of ${type}`).join(', ')}`);
  const hidden = recording.find(({ dataEvents }) => dataEvents === null);
  return hidden
    ? notApplicable(`only the account that owns ${hidden.arn} can see what it selects, and is judged by it`)
    : fail(faults.join('; '));
}
