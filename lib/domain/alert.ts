import type { CriterionId } from './control.ts';
import type { Announcement, EVENT_TYPES } from './event.ts';
import type { Caller } from './exception.ts';
import type { Severity } from './rule.ts';

/** Where alerts go: a topic for each severity that somebody must hear of at once, and one for what can wait. */
export const CHANNELS = ['critical', 'high', 'medium', 'digest'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What an alert is about. `update` tells who made a drift that was alerted before; a `digest` is sent once a run. */
export const ALERT_KINDS = [
  'drift',
  'blind-spot',
  'update',
  'overdue',
  'exception',
  'unaccepted',
  'missed-run',
  'digest',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** The call behind changes, as far as it is known when they are announced. */
export interface AlertCause {
  readonly principal: string;
  readonly eventName: string;
  readonly at: string;
}

/** What became of an event: an alert of its own or with others, a line in a digest, or that because it is accepted. */
export const DISPOSITIONS = ['alert', 'digest', 'accepted'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** An event that was routed; there is one record for its id, however often it is delivered. */
export interface RoutedEvent {
  readonly id: string;
  readonly type: (typeof EVENT_TYPES)[number];
  readonly alert: string;
  readonly disposition: Disposition;
  readonly severity: Severity;
  readonly account: string | null;
  readonly region: string | null;
  readonly rule: string | null;
  readonly resource: string | null;
  /** When a run observed it, when it came behind the bus, and when it was routed (ISO 8601 UTC). */
  readonly observedAt: string;
  readonly announcedAt: string;
  readonly routedAt: string;
}

/** An event that is told in full, with what people ask next. */
export interface AlertEntry {
  readonly event: Announcement;
  readonly severity: Severity;
  readonly disposition: Disposition;
  /** When the last run began that saw it pass; null where none did or it is not asked. */
  readonly passedAt: string | null;
  /** By when it should be fixed; null where nothing is due. */
  readonly due: string | null;
}

/** A message that an alert owes, and what became of it. */
export interface AlertMessage {
  readonly channel: Channel;
  /** Why it is sent: the alert is new, its severity rose, or its run was sealed. */
  readonly because: 'opened' | 'raised' | 'sealed';
  readonly owedAt: string;
  /** When SNS took it, and as what; null until then. */
  readonly sentAt: string | null;
  readonly messageId: string | null;
  /** Why the last try failed; null when it did not. */
  readonly failure: string | null;
  /** Whether it was tried for the last time: its events are in the dead letter queue. */
  readonly deadLettered: boolean;
}

/** What an alert is about, each list sorted, without repetition, and of at most `MOST_NAMED`. */
export interface AlertAbout {
  readonly rules: readonly string[];
  readonly criteria: readonly CriterionId[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly resources: readonly string[];
}

/** Names of one kind that an alert keeps; the record of its events has all. */
export const MOST_NAMED = 100;

/** What is told once: changes of one cause. */
export interface Alert {
  readonly id: string;
  /** Rises with every change of the record, so that nobody writes in between. */
  readonly version: number;
  readonly kind: AlertKind;
  /** The highest of its events'. */
  readonly severity: Severity;
  readonly createdAt: string;
  /** The earliest of its events'. */
  readonly observedAt: string;
  readonly announcedAt: string;
  readonly cause: AlertCause | null;
  readonly about: AlertAbout;
  /** How many events there are, by their type and by what became of them. */
  readonly counts: Readonly<Partial<Record<RoutedEvent['type'] | Disposition, number>>>;
  /** The most severe of its events. */
  readonly entries: readonly AlertEntry[];
  /** Ids of the alerts that it is an update to. */
  readonly updates: readonly string[];
  readonly messages: readonly AlertMessage[];
}

/** Somebody says that they look into it. */
export interface Acknowledgement {
  readonly alert: string;
  readonly by: Caller;
  readonly at: string;
  readonly note: string | null;
}

/** The alert that events of a group join now. */
export interface OpenGroup {
  /** Null: the last one is closed. */
  readonly alert: string | null;
  /** When its first cause was; null where time does not matter. */
  readonly from: string | null;
}

/** A change of the record of alerts: all of it is written, or nothing. */
export interface AlertChange {
  /** `version` is one more than the one in the table; 1 for a new alert. */
  readonly alert: Alert;
  /** Events that joined it, at most `EVENTS_PER_CHANGE`. */
  readonly events: readonly RoutedEvent[];
  /** The group, when it is about another alert from now on. */
  readonly group: {
    readonly key: string;
    readonly before: OpenGroup | null;
    readonly after: OpenGroup;
  } | null;
}

/** A transaction takes 100 items: the alert, the group, and events. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const EVENTS_PER_CHANGE = 98;

/** The alerts in the table, with their events and acknowledgements. */
export interface AlertRecord {
  /** The alerts of events by the events' ids, strongly consistent; events that were never routed are left out. */
  alertsOf(events: readonly string[]): Promise<ReadonlyMap<string, string>>;
  group(key: string): Promise<OpenGroup | null>;
  /** Null when there is none. */
  alert(id: string): Promise<Alert | null>;
  /** @returns false, with nothing written, when somebody wrote in between or an event was routed before */
  change(change: AlertChange): Promise<boolean>;
  /** Adds an acknowledgement; those before it stay. */
  acknowledge(acknowledgement: Acknowledgement): Promise<void>;
  /** Of one alert, oldest first. */
  acknowledgements(alert: string): Promise<readonly Acknowledgement[]>;
  /** Alerts that were created in [from, to), oldest first. */
  alerts(from: string, to: string): AsyncIterable<Alert>;
  /** Events that were observed in [from, to), oldest first. */
  events(from: string, to: string): AsyncIterable<RoutedEvent>;
}
