import type { Attribution } from './attribution.ts';
import type { ControlId, CriterionId } from './control.ts';
import type { TagCondition } from './exception.ts';
import type { Cause, TransitionKind } from './finding.ts';
import type { Notice } from './notice.ts';
import type { Severity } from './rule.ts';
import type { Pinned, RunRef, RunStatus } from './run.ts';
import type { Verdict, VerdictCounts } from './verdict.ts';

/** Rises when a member of an event changes its meaning or goes; new members leave it as it is. */
export const EVENT_VERSION = 1;

/** Of the kinds of transitions, those that people and machines hear of. The others are in the record. */
export const HEARD = {
  drift: 'Control Drift Detected',
  restoration: 'Control Restored',
  'blind-spot': 'Blind Spot Opened',
  'sight-regained': 'Blind Spot Closed',
  left: 'Resource Left Scope',
} as const satisfies Partial<Record<TransitionKind, string>>;

/** What is heard of notices. */
export const NOTICED = {
  expiring: 'Exception Expiring',
  expired: 'Exception Expired',
  unaccepted: 'Exception No Longer Applies',
  overdue: 'Remediation Overdue',
} as const satisfies Record<Notice['kind'], string>;

/** The `detail-type` of each event on Vouch's bus. */
export const EVENT_TYPES = [
  ...Object.values(HEARD),
  ...Object.values(NOTICED),
  'Drift Attributed',
  'Run Sealed',
  'Run Missed',
] as const;

/** What every event about a finding says of it: everything that a pattern may match stands in a member of its own. */
interface AboutFinding {
  readonly version: typeof EVENT_VERSION;
  /** The same however often the event is delivered, and no other's. */
  readonly id: string;
  readonly account: string;
  /** Null where the run could not read the Organization. */
  readonly accountName: string | null;
  /** Ids of the root and the units above the account, and their names. */
  readonly organizationalUnits: readonly string[];
  readonly organizationalPath: readonly string[];
  readonly region: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly controls: readonly ControlId[];
  readonly criteria: readonly CriterionId[];
  readonly resource: string;
  readonly resourceType: string;
  readonly reason: string;
  /** The run after which it was told. */
  readonly run: { readonly sequence: number; readonly id: string | null };
}

/** The `detail` of an event about a change of verdict. */
export interface FindingEvent extends AboutFinding {
  /** The verdicts; null is "not in the population". */
  readonly from: Verdict | null;
  readonly to: Verdict | null;
  /** When the run, or the rescan after it, that saw it observed the target. */
  readonly at: string;
  /** Id of the rescan that saw it, between `run` and the next; left out where the run did. */
  readonly rescan?: string | undefined;
  /** The call that led to the rescan, where one of those names the resource: what has one cause can be told together. */
  readonly cause?: Cause | undefined;
}

/** The `detail` of the event that follows a drift: the drift's own, with who made the change. */
export interface AttributedEvent extends FindingEvent {
  /** The `id` of the drift's event. */
  readonly drift: string;
  readonly attribution: Attribution;
}

/** The `detail` of an event about a finding that was not fixed in time. */
export interface OverdueEvent extends AboutFinding {
  /** Since when it fails, and by when it should have been fixed. */
  readonly since: string;
  readonly due: string;
}

/** The `detail` of an event about a finding that an exception accepted while its resource had a tag. */
export interface UnacceptedEvent extends AboutFinding {
  /** Since when it fails. */
  readonly since: string;
  /** The exception, which goes on for what has the tag. */
  readonly acceptedBy: string;
  /** Until when it accepted this one, and why no longer. */
  readonly until: string;
  readonly why: string;
}

/** The `detail` of an event about an exception. */
export interface ExceptionEvent {
  readonly version: typeof EVENT_VERSION;
  readonly id: string;
  readonly exception: string;
  readonly rule: string;
  readonly title: string;
  readonly controls: readonly ControlId[];
  readonly criteria: readonly CriterionId[];
  /** ARNs; empty where it is about everything in an account, or with a tag. */
  readonly resources: readonly string[];
  /** Null where it is about exact resources, or a tag. */
  readonly account: string | null;
  /** The tag that resources must have; null where it is about none. */
  readonly tag: TagCondition | null;
  readonly reason: string;
  readonly compensatingControl: string;
  readonly ticket: string | null;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly start: string;
  readonly expiry: string;
  /** Ids of approved exceptions that renew it. */
  readonly renewedBy: readonly string[];
}

/** The `detail` of an event about a run. */
export interface RunEvent {
  readonly version: typeof EVENT_VERSION;
  readonly id: string;
  readonly run: RunRef;
  readonly status: Exclude<RunStatus, 'open'>;
  /** Why it is missed or failed; null otherwise. */
  readonly reason: string | null;
  readonly sealedAt: string;
  readonly seal: Pinned;
  readonly counts: VerdictCounts;
  readonly targets: { readonly expected: number; readonly scanned: number };
}

/** Something that people or machines must hear of. */
export type Announcement =
  | {
      readonly type: (typeof HEARD)[keyof typeof HEARD];
      readonly time: string;
      readonly detail: FindingEvent;
    }
  | { readonly type: 'Drift Attributed'; readonly time: string; readonly detail: AttributedEvent }
  | { readonly type: typeof NOTICED.overdue; readonly time: string; readonly detail: OverdueEvent }
  | { readonly type: typeof NOTICED.unaccepted; readonly time: string; readonly detail: UnacceptedEvent }
  | {
      readonly type: typeof NOTICED.expiring | typeof NOTICED.expired;
      readonly time: string;
      readonly detail: ExceptionEvent;
    }
  | { readonly type: 'Run Sealed' | 'Run Missed'; readonly time: string; readonly detail: RunEvent };
