import type { CriterionId } from '../domain/control.ts';
import { type Announcement, EVENT_VERSION, HEARD } from '../domain/event.ts';
import type { Transition, TransitionKind } from '../domain/finding.ts';
import type { RegisteredRule } from '../domain/rule.ts';
import type { Run } from '../domain/run.ts';
import type { Place } from '../domain/surroundings.ts';

/** What an event about a finding tells besides the transition. */
export interface Context {
  /** Null where the rule is no longer in the catalogue: a finding that left for that reason. */
  readonly rule: Pick<RegisteredRule, 'title' | 'controls'> | null;
  readonly criteria: readonly CriterionId[];
  readonly place: Place | null;
  /** Id of the run; null where its record is gone. */
  readonly run: string | null;
}

const isHeard = (kind: TransitionKind): kind is keyof typeof HEARD => kind in HEARD;

/** The event of a transition; null for the kinds that nobody needs to hear of. */
export function findingEvent(
  transition: Transition,
  { rule, criteria, place, run }: Context,
): Announcement | null {
  const { account, region, resource, type, severity, from, to, reason, sequence, at } = transition;
  if (!isHeard(transition.kind)) return null;
  return {
    type: HEARD[transition.kind],
    time: at,
    detail: {
      version: EVENT_VERSION,
      id: `${sequence} ${account}/${region} ${transition.rule} ${resource}`,
      account,
      accountName: place?.name ?? null,
      organizationalUnits: place?.ids.filter((id) => id !== account) ?? [],
      organizationalPath: place?.path ?? [],
      region,
      rule: transition.rule,
      title: rule?.title ?? transition.rule,
      severity,
      controls: rule?.controls ?? [],
      criteria,
      resource,
      resourceType: type,
      from,
      to,
      reason,
      at,
      run: { sequence, id: run },
    },
  };
}

/** The event of a run that has its seal; null while it has none. */
export function runEvent({
  sequence,
  id,
  startedAt,
  status,
  reason,
  sealedAt,
  seal,
  counts,
  targets,
}: Run): Announcement | null {
  if (status === 'open' || sealedAt === null || seal === null) return null;
  return {
    type: status === 'missed' ? 'Run Missed' : 'Run Sealed',
    time: sealedAt,
    detail: {
      version: EVENT_VERSION,
      id: `run ${sequence}`,
      run: { sequence, id, startedAt },
      status,
      reason,
      sealedAt,
      seal,
      counts,
      targets,
    },
  };
}
