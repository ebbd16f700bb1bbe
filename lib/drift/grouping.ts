import type { AlertCause, AlertKind } from '../domain/alert.ts';
import type { Announcement, AttributedEvent, FindingEvent } from '../domain/event.ts';
import { orderOf } from '../domain/finding.ts';
import { SEVERITIES, type Severity } from '../domain/rule.ts';

/** An event as it was delivered. */
export interface Delivered {
  readonly event: Announcement;
  /** When it came behind the bus (ISO 8601 UTC). */
  readonly announcedAt: string;
}

/** What saw it: the run, or a rescan after it. What changes to and fro between two runs is told each time. */
const seenBy = ({ run, rescan }: FindingEvent): string => orderOf({ sequence: run.sequence, rescan });

/** What an event belongs to. */
export interface Group {
  readonly key: string;
  readonly kind: AlertKind;
  readonly cause: AlertCause | null;
}

/** Calls of one name by one principal within this time are one cause. */
export const CAUSE_MS = 15 * 60_000;

/** What nobody needs to hear of at once. */
export const isQuiet = (severity: Severity): severity is 'low' | 'info' =>
  severity === 'low' || severity === 'info';

export const mostSevere = (severities: readonly Severity[]): Severity =>
  SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';

/** The group of all that can wait. */
export const DIGEST: Group = { key: 'digest', kind: 'digest', cause: null };

const grouped = (kind: AlertKind, ...names: readonly (string | number)[]): Group => ({
  key: JSON.stringify([kind, ...names]),
  kind,
  cause: null,
});

/** Principal, call and time are what makes changes one. The time is in no key: see `causes`. */
const caused = (kind: AlertKind, { principal, eventName, at }: AlertCause): Group => ({
  ...grouped(kind, 'by', principal, eventName),
  cause: { principal, eventName, at },
});

/**
 * What an event is told together with; null for what is never told at once.
 *
 * - drift: of one call, where that is known; otherwise of one resource in one run or rescan
 * - blind spots: of one target in one run or rescan
 * - who made drifts: of one call; "not found" of one run or rescan together
 * - what is overdue: of one resource; exceptions and missed runs each for itself
 * - what an exception no longer applies to: of one account and exception after one run
 */
export function groupOf(event: Announcement): Group | null {
  switch (event.type) {
    case 'Control Drift Detected': {
      const { cause, account, resource } = event.detail;
      return cause ? caused('drift', cause) : grouped('drift', seenBy(event.detail), account, resource);
    }
    case 'Blind Spot Opened': {
      const { account, region } = event.detail;
      return grouped('blind-spot', seenBy(event.detail), account, region);
    }
    case 'Drift Attributed':
      return attributedGroup(event.detail);
    case 'Remediation Overdue': {
      const { run, account, resource } = event.detail;
      return grouped('overdue', run.sequence, account, resource);
    }
    case 'Exception No Longer Applies': {
      const { run, account, acceptedBy } = event.detail;
      return grouped('unaccepted', run.sequence, account, acceptedBy);
    }
    case 'Exception Expiring':
    case 'Exception Expired':
      return grouped('exception', event.detail.id);
    case 'Run Missed':
      return grouped('missed-run', event.detail.id);
    default:
      return null;
  }
}

function attributedGroup(detail: AttributedEvent): Group | null {
  const { change, outcome } = detail.attribution;
  if (!change) return grouped('update', seenBy(detail), outcome);
  // The alert has named this call.
  if (change.eventId === detail.cause?.eventId) return null;
  const { principal, eventName, time } = change;
  return caused('update', { principal, eventName, at: time });
}

/** Whether a cause is the one that began at `from`. */
export const isSameCause = (cause: AlertCause | null, from: string | null): boolean =>
  cause === null || from === null || Math.abs(Date.parse(cause.at) - Date.parse(from)) <= CAUSE_MS;

/** Events of one group, together as long as they are of one cause. */
export interface Cluster {
  readonly group: Group;
  readonly delivered: readonly Delivered[];
}

/** Puts events together, each cause for itself, the oldest first. */
export function clusters(delivered: readonly (Delivered & { readonly group: Group })[]): readonly Cluster[] {
  const found: { group: Group; delivered: Delivered[] }[] = [];
  const open = new Map<string, (typeof found)[number]>();
  const time = ({ group, event }: (typeof delivered)[number]) => group.cause?.at ?? event.time;
  for (const one of [...delivered].sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0))) {
    const { group, ...rest } = one;
    const known = open.get(group.key);
    if (known && isSameCause(group.cause, known.group.cause?.at ?? null)) known.delivered.push(rest);
    else {
      const cluster = { group, delivered: [rest] };
      open.set(group.key, cluster);
      found.push(cluster);
    }
  }
  return found;
}

/** How severe an event is. What has no severity of its own has that of its rule. */
export function severityOf(event: Announcement, ofRule: (id: string) => Severity | null): Severity {
  switch (event.type) {
    case 'Exception Expiring':
    case 'Exception Expired':
      return ofRule(event.detail.rule) ?? 'medium';
    case 'Run Missed':
      return 'high';
    case 'Run Sealed':
      return 'info';
    default:
      return (event.detail as FindingEvent).severity;
  }
}
