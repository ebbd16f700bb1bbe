import type { CriterionId } from '../domain/control.ts';
import { type Announcement, EVENT_VERSION, type FindingEvent, HEARD, NOTICED } from '../domain/event.ts';
import { type Finding, orderOf, type Transition, type TransitionKind } from '../domain/finding.ts';
import type { Notice } from '../domain/notice.ts';
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

/** What every event about a finding says of it. */
function about(
  { account, region, rule: ruleId, resource, type, severity, reason }: Transition | Finding,
  { rule, criteria, place }: Context,
): Omit<FindingEvent, 'id' | 'from' | 'to' | 'at' | 'run'> {
  return {
    version: EVENT_VERSION,
    account,
    accountName: place?.name ?? null,
    organizationalUnits: place?.ids.filter((id) => id !== account) ?? [],
    organizationalPath: place?.path ?? [],
    region,
    rule: ruleId,
    title: rule?.title ?? ruleId,
    severity,
    controls: rule?.controls ?? [],
    criteria,
    resource,
    resourceType: type,
    reason,
  };
}

/** The id of a transition's event. */
export function findingEventId(transition: Transition): string {
  const { account, region, rule, resource, sequence, rescan } = transition;
  return `${rescan === undefined ? sequence : orderOf(transition)} ${account}/${region} ${rule} ${resource}`;
}

/** The event of a transition; null for the kinds that nobody needs to hear of. */
export function findingEvent(transition: Transition, context: Context): Announcement | null {
  const { from, to, sequence, at, rescan, cause } = transition;
  if (!isHeard(transition.kind)) return null;
  return {
    type: HEARD[transition.kind],
    time: at,
    detail: {
      ...about(transition, context),
      id: findingEventId(transition),
      from,
      to,
      at,
      run: { sequence, id: context.run },
      ...(rescan !== undefined && { rescan }),
      ...(cause && { cause }),
    },
  };
}

/** The event of a notice. */
export function noticeEvent(notice: Notice, context: Context): Announcement {
  const { id, at: time, sequence } = notice;
  if (notice.kind === 'overdue') {
    const { finding, since, due } = notice;
    const run = { sequence, id: context.run };
    return { type: NOTICED.overdue, time, detail: { ...about(finding, context), id, since, due, run } };
  }
  if (notice.kind === 'unaccepted') {
    const { finding, match } = notice;
    const { since } = finding.failing ?? finding;
    const { exception: acceptedBy, until, why } = match;
    const run = { sequence, id: context.run };
    const detail = { ...about(finding, context), id, since, acceptedBy, until, why, run };
    return { type: NOTICED.unaccepted, time, detail };
  }
  const { terms, requested, approved, ...exception } = notice.exception;
  const { covers, reason, compensatingControl, ticket, start, expiry } = terms;
  return {
    type: NOTICED[notice.kind],
    time,
    detail: {
      version: EVENT_VERSION,
      id,
      exception: exception.id,
      rule: covers.rule,
      title: context.rule?.title ?? covers.rule,
      controls: context.rule?.controls ?? [],
      criteria: context.criteria,
      resources: 'resources' in covers ? covers.resources : [],
      account: 'account' in covers ? covers.account : null,
      tag: 'tag' in covers ? covers.tag : null,
      reason,
      compensatingControl,
      ticket,
      requestedBy: requested.by.arn,
      approvedBy: approved?.by.arn ?? null,
      start,
      expiry,
      renewedBy: notice.renewedBy,
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
