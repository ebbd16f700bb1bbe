import type { Transition } from './finding.ts';
import type { Observed, UnseenKind } from './observed.ts';
import type { Target } from './target.ts';

/** A call that changed something, as CloudTrail logged it. */
export interface LoggedChange {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly time: string;
  /** CloudTrail's `userIdentity.type`, such as AssumedRole, Root or AWSService. */
  readonly principalType: string;
  /** ARN; of an AWS service its name, of another account its id. */
  readonly principal: string;
  /** ARN of the role or user that the session was made from; null where there is none. */
  readonly issuer: string | null;
  /** An IP address, or the name of the AWS service that called. */
  readonly source: string | null;
  /** The AWS service that called on the principal's behalf; null where none did. */
  readonly invokedBy: string | null;
}

/** Half-open, ISO 8601 UTC. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/**
 * - `certain`: the call names the resource, and is one that changes what the rule reads
 * - `likely`: the last call that names the resource; whether it changes what the rule reads is not known
 * - `not-found`: CloudTrail answered, and has no such call
 * - any other: CloudTrail could not be asked, and why
 */
export type AttributionOutcome = 'certain' | 'likely' | 'not-found' | UnseenKind;

/** Who made a finding fail, as far as CloudTrail tells. */
export interface Attribution {
  readonly outcome: AttributionOutcome;
  readonly reason: string;
  /** Between the last passing and the first failing observation, with some time for clocks that differ. */
  readonly window: Window;
  readonly change: LoggedChange | null;
}

/** What identifies the drift that is attributed. */
export interface DriftRef extends Target {
  readonly rule: string;
  readonly resource: string;
  readonly run: { readonly sequence: number };
  readonly rescan?: string | undefined;
}

/** The attributions in the table, each beside its transition. */
export interface Attributions {
  /** Every transition of one finding, oldest first. */
  history(finding: Omit<DriftRef, 'run'>): Promise<readonly Transition[]>;
  /** Null where there is none yet. */
  read(drift: DriftRef): Promise<{ readonly attribution: Attribution; readonly announced: boolean } | null>;
  /** @returns false when there is one already; it stays as it is */
  add(drift: DriftRef, attribution: Attribution): Promise<boolean>;
  markAnnounced(drift: DriftRef, at: string): Promise<void>;
}

/** By what CloudTrail's event history can be searched. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html */
export interface Lookup {
  readonly by: 'ResourceName' | 'EventName' | 'EventSource';
  readonly value: string;
}

/** A record of CloudTrail, as far as it is looked at. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export interface TrailRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly errorCode?: string;
  readonly sourceIPAddress?: string;
  readonly requestParameters?: unknown;
  readonly responseElements?: unknown;
  readonly requestID?: string;
  readonly resources?: readonly { readonly ARN?: string }[];
  /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
  readonly userIdentity?: {
    readonly type?: string;
    readonly arn?: string;
    readonly principalId?: string;
    readonly accountId?: string;
    readonly userName?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: { readonly sessionIssuer?: { readonly arn?: string } };
  };
}

/** An event of the event history. */
export interface TrailEvent {
  readonly record: TrailRecord;
  readonly readOnly: boolean;
  /** Names of the resources that CloudTrail says it is about. */
  readonly resources: readonly string[];
}

/** CloudTrail's event history of one target. */
export interface EventHistory {
  /** The newest events first; `complete` is false when there are more than are read. */
  lookup(
    target: Target,
    lookup: Lookup,
    window: Window,
  ): Promise<Observed<{ readonly events: readonly TrailEvent[]; readonly complete: boolean }>>;
}
