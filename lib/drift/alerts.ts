import {
  type Alert,
  type AlertAbout,
  type AlertEntry,
  type AlertMessage,
  type AlertRecord,
  type Channel,
  type Disposition,
  EVENTS_PER_CHANGE,
  MOST_NAMED,
  type RoutedEvent,
} from '../domain/alert.ts';
import type { Attributions } from '../domain/attribution.ts';
import type { Announcement, FindingEvent, OverdueEvent } from '../domain/event.ts';
import { accepts, type Exception } from '../domain/exception.ts';
import type { Clock, Store } from '../domain/ports.ts';
import { dueBy } from '../domain/remediation.ts';
import { type RegisteredRule, SEVERITIES, type Severity } from '../domain/rule.ts';
import { lastPassing } from './attribute.ts';
import {
  type Cluster,
  clusters,
  type Delivered,
  DIGEST,
  type Group,
  groupOf,
  isQuiet,
  isSameCause,
  mostSevere,
  severityOf,
} from './grouping.ts';

/** Sends what an alert owes. */
export interface Messenger {
  /** @returns the id by which SNS took it */
  send(alert: Alert, message: AlertMessage): Promise<string>;
}

/** What routing needs. */
export interface Routing {
  readonly alerts: AlertRecord;
  readonly store: Pick<Store, 'run' | 'exceptions'>;
  readonly attributions: Pick<Attributions, 'history'>;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly rules: readonly RegisteredRule[];
  /** A short text that is the same for the same text, and no other's. */
  digestOf(text: string): string;
}

/** Times that an event is handed over before it is set aside. */
export const ALERT_TRIES = 5;

/** Events that an alert tells in full; of the others it says how many there are. */
export const MOST_TOLD = 20;

/** Tries to write between others who write the same alert. */
const WRITES = 20;

/** An event that belongs to an alert, with all that decides how it is told. */
interface Member extends Delivered {
  readonly severity: Severity;
  readonly disposition: Disposition;
}

/**
 * Routes delivered events: each joins an alert or the digest, once, however often it is delivered; then the messages
 * are sent that are owed for it. A message is noted as sent after SNS has taken it: whoever is stopped between the two
 * sends it again, about the same alert, and nothing is lost.
 *
 * @param isLast whether an event is handed over for the last time
 * @returns why events, by their ids, must be handed over again
 */
export async function route(
  delivered: readonly Delivered[],
  routing: Routing,
  isLast: (id: string) => boolean,
): Promise<ReadonlyMap<string, Error>> {
  const events = new Map(delivered.map((one) => [one.event.detail.id, one]));
  const known = await routing.alerts.alertsOf([...events.keys()]);
  const fresh = [...events.values()].filter(({ event }) => !known.has(event.detail.id));
  const failures = new Map<string, Error>();
  const owing = new Map<string, string[]>();
  const owes = (alert: string, ids: readonly string[]) =>
    owing.set(alert, [...(owing.get(alert) ?? []), ...ids]);
  // Delivered again: what is owed for them may not have been sent.
  for (const [id, alert] of known) owes(alert, [id]);

  for (const { group, members } of await sorted(fresh, routing)) {
    const ids = members.map(({ event }) => event.detail.id);
    try {
      for (const alert of await join(group, members, routing)) owes(alert, ids);
    } catch (error) {
      for (const id of ids) failures.set(id, error as Error);
    }
  }
  for (const [alert, ids] of owing) {
    try {
      await send(alert, routing, ids.some(isLast));
    } catch (error) {
      for (const id of ids) failures.set(id, error as Error);
    }
  }
  return failures;
}

interface Gathered {
  readonly group: Group;
  readonly members: readonly Member[];
}

/** What is alerted, each cause for itself; then what can wait, and last the runs whose seals end a digest. */
async function sorted(delivered: readonly Delivered[], routing: Routing): Promise<readonly Gathered[]> {
  const { alerts, store, clock, rules } = routing;
  const exceptions: Exception[] = [];
  if (delivered.length > 0) for await (const exception of store.exceptions()) exceptions.push(exception);
  const at = clock().toISOString();
  const ofRule = (id: string) => rules.find((rule) => rule.id === id)?.severity ?? null;
  const member = (one: Delivered, disposition: Disposition): Member => ({
    ...one,
    severity: severityOf(one.event, ofRule),
    disposition,
  });
  const waiting: Member[] = [];
  const sealed: Member[] = [];
  const urgent: (Delivered & { group: Group })[] = [];
  for (const one of delivered) {
    const group = groupOf(one.event);
    const { type, detail } = one.event;
    if (type === 'Run Sealed') sealed.push(member(one, 'digest'));
    else if (isDrift(one.event) && exceptions.some((each) => accepts(each, detail as FindingEvent, at)))
      waiting.push(member(one, 'accepted'));
    else if (!group) waiting.push(member(one, 'digest'));
    else urgent.push({ ...one, group });
  }
  const gathered: Gathered[] = [];
  for (const { group, delivered: together } of clusters(urgent)) {
    const members = together.map((one) => member(one, 'alert'));
    const quiet = isQuiet(mostSevere(members.map(({ severity }) => severity)));
    if (quiet && !(await current(group, alerts)).alert)
      waiting.push(...members.map((one): Member => ({ ...one, disposition: 'digest' })));
    else gathered.push({ group, members });
  }
  if (waiting.length > 0) gathered.push({ group: DIGEST, members: waiting });
  for (const run of sealed) gathered.push({ group: DIGEST, members: [run] });
  return gathered;
}

const isDrift = ({ type }: Announcement): boolean =>
  type === 'Control Drift Detected' || type === 'Drift Attributed';

/** The alert that a group's events join now, if there is one. */
async function current({ key, cause }: Cluster['group'], alerts: AlertRecord) {
  const open = await alerts.group(key);
  const joined = open?.alert && isSameCause(cause, open.from) ? await alerts.alert(open.alert) : null;
  return { open, alert: joined };
}

/**
 * Adds events to the alert of their group, or to a new one.
 * @returns ids of the alerts that owe a message for them
 */
async function join(group: Group, members: readonly Member[], routing: Routing): Promise<readonly string[]> {
  const { alerts, clock, digestOf } = routing;
  const told = await entries(members, routing);
  const updates = group.kind === 'update' ? await updated(members, alerts) : [];
  const owing = new Set<string>();
  let left = members;
  for (let write = 0; left.length > 0; write += 1) {
    if (write > WRITES + members.length / EVENTS_PER_CHANGE)
      throw new Error(`the alert of ${group.key} is written by others all the time`);
    const { open, alert: before } = await current(group, alerts);
    const part = left.slice(0, EVENTS_PER_CHANGE);
    const at = clock().toISOString();
    const alert = extended(before, part, told, {
      id: `${at.slice(0, 10).replaceAll('-', '')}-${digestOf(`${group.key} ${part[0]?.event.detail.id}`)}`,
      at,
      group,
      updates,
    });
    const closes = part.some(({ event }) => event.type === 'Run Sealed');
    const after = { alert: closes ? null : alert.id, from: group.cause?.at ?? null };
    const written = await alerts.change({
      alert,
      events: part.map((one) => routed(one, alert.id, at)),
      group: before && !closes ? null : { key: group.key, before: open, after },
    });
    if (written) {
      if (alert.messages.length > (before?.messages.length ?? 0)) owing.add(alert.id);
      left = left.slice(part.length);
    } else {
      const known = await alerts.alertsOf(left.map(({ event }) => event.detail.id));
      left = left.filter(({ event }) => !known.has(event.detail.id));
      // The same delivery is with somebody else at this moment, who may be stopped: rather twice than never.
      for (const joined of known.values()) owing.add(joined);
    }
  }
  return [...owing];
}

interface Opening {
  readonly id: string;
  readonly at: string;
  readonly group: Group;
  readonly updates: readonly string[];
}

const NOTHING: AlertAbout = { rules: [], criteria: [], accounts: [], regions: [], resources: [] };

/** An alert with more events, and the message that is owed for them. */
function extended(
  before: Alert | null,
  members: readonly Member[],
  told: readonly AlertEntry[],
  { id, at, group, updates }: Opening,
): Alert {
  const ids = new Set(members.map(({ event }) => event.detail.id));
  const severities = members.map(({ severity }) => severity);
  const severity = mostSevere(before ? [before.severity, ...severities] : severities);
  const counts: Record<string, number> = { ...before?.counts };
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const { event, disposition } of members) {
    add(event.type);
    add(disposition);
  }
  const first = (name: 'observedAt' | 'announcedAt', times: readonly string[]) =>
    [...times, ...(before ? [before[name]] : [])].sort()[0] ?? at;
  const message = owed(before, severity, members, group);
  return {
    id: before?.id ?? id,
    version: (before?.version ?? 0) + 1,
    kind: group.kind,
    severity,
    createdAt: before?.createdAt ?? at,
    observedAt: first(
      'observedAt',
      members.map(({ event }) => event.time),
    ),
    announcedAt: first(
      'announcedAt',
      members.map(({ announcedAt }) => announcedAt),
    ),
    cause: before?.cause ?? group.cause,
    about: about(before?.about ?? NOTHING, members),
    counts,
    entries: mostTold([...(before?.entries ?? []), ...told.filter(({ event }) => ids.has(event.detail.id))]),
    updates: named([...(before?.updates ?? []), ...updates]),
    messages: [
      ...(before?.messages ?? []),
      ...(message
        ? [{ ...message, owedAt: at, sentAt: null, messageId: null, failure: null, deadLettered: false }]
        : []),
    ],
  };
}

/** The message that an alert owes for new events: the first one, one whenever it gets worse, the digest's at its end. */
function owed(
  before: Alert | null,
  severity: Severity,
  members: readonly Member[],
  { kind }: Group,
): Pick<AlertMessage, 'channel' | 'because'> | null {
  if (kind === 'digest')
    return members.some(({ event }) => event.type === 'Run Sealed')
      ? { channel: 'digest', because: 'sealed' }
      : null;
  const channel: Channel = isQuiet(severity) ? 'digest' : severity;
  if (!before) return { channel, because: 'opened' };
  return severity === before.severity ? null : { channel, because: 'raised' };
}

const named = <T extends string>(names: readonly T[]): readonly T[] =>
  [...new Set(names)].sort().slice(0, MOST_NAMED);

function about(before: AlertAbout, members: readonly Member[]): AlertAbout {
  const details = members.map(({ event }) => event.detail);
  const each = <T extends string>(pick: (detail: Announcement['detail']) => readonly T[]) =>
    details.flatMap(pick);
  return {
    rules: named([...before.rules, ...each((detail) => ('rule' in detail ? [detail.rule] : []))]),
    criteria: named([...before.criteria, ...each((detail) => ('rule' in detail ? detail.criteria : []))]),
    accounts: named([
      ...before.accounts,
      ...each((detail) => ('account' in detail && detail.account !== null ? [detail.account] : [])),
    ]),
    regions: named([...before.regions, ...each((detail) => ('region' in detail ? [detail.region] : []))]),
    resources: named([
      ...before.resources,
      ...each((detail) =>
        'resource' in detail ? [detail.resource] : 'resources' in detail ? detail.resources : [],
      ),
    ]),
  };
}

function routed(
  { event, announcedAt, severity, disposition }: Member,
  alert: string,
  routedAt: string,
): RoutedEvent {
  const { type, time, detail } = event;
  return {
    id: detail.id,
    type,
    alert,
    disposition,
    severity,
    account: 'account' in detail ? detail.account : null,
    region: 'region' in detail ? detail.region : null,
    rule: 'rule' in detail ? detail.rule : null,
    resource: 'resource' in detail ? detail.resource : null,
    observedAt: time,
    announcedAt,
    routedAt,
  };
}

/** The most severe, and the run whose seal ends a digest; the same whatever came first. */
const mostTold = <T extends Pick<AlertEntry, 'event' | 'severity'>>(all: readonly T[]): readonly T[] => {
  const rank = ({ event, severity }: T): number =>
    event.type === 'Run Sealed' ? -1 : SEVERITIES.indexOf(severity);
  return [...all]
    .sort((a, b) => rank(a) - rank(b) || (a.event.detail.id < b.event.detail.id ? -1 : 1))
    .slice(0, MOST_TOLD);
};

/** The events that are told in full, with what is known besides. */
async function entries(
  members: readonly Member[],
  { store, attributions }: Routing,
): Promise<readonly AlertEntry[]> {
  const entry = async ({ event, severity, disposition }: Member): Promise<AlertEntry> => {
    const plain = { event, severity, disposition, passedAt: null, due: null };
    if (event.type === 'Remediation Overdue')
      return { ...plain, due: (event.detail satisfies OverdueEvent).due };
    if (event.type !== 'Control Drift Detected') return plain;
    const { detail } = event;
    const run = await store.run(detail.run.sequence);
    return {
      ...plain,
      passedAt: await lastPassing(detail, await attributions.history(detail), store),
      due: dueBy(detail.at, detail.severity, run?.remediation ?? null),
    };
  };
  return Promise.all(mostTold(members).map(entry));
}

/** The alerts of the drifts that events tell more about. */
async function updated(members: readonly Member[], alerts: AlertRecord): Promise<readonly string[]> {
  const drifts = members.flatMap(({ event }) =>
    event.type === 'Drift Attributed' ? [event.detail.drift] : [],
  );
  return named([...(await alerts.alertsOf(drifts)).values()]);
}

/** Sends what an alert owes, and notes what became of it. @throws Error when SNS did not take it */
async function send(id: string, routing: Routing, last: boolean): Promise<void> {
  const { alerts, messenger, clock } = routing;
  const alert = await alerts.alert(id);
  if (!alert) throw new Error(`there is no alert ${id}`);
  for (const [index, message] of alert.messages.entries()) {
    if (message.sentAt !== null) continue;
    let messageId: string;
    try {
      messageId = await messenger.send(alert, message);
    } catch (error) {
      const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      await note(id, index, { failure, deadLettered: last }, alerts);
      throw error;
    }
    const sent = { sentAt: clock().toISOString(), messageId, failure: null, deadLettered: false };
    await note(id, index, sent, alerts);
  }
}

async function note(
  id: string,
  index: number,
  outcome: Partial<AlertMessage>,
  alerts: AlertRecord,
): Promise<void> {
  for (let write = 0; write < WRITES; write += 1) {
    const alert = await alerts.alert(id);
    if (!alert) throw new Error(`there is no alert ${id}`);
    const messages = alert.messages.map((message, each) =>
      each === index && message.sentAt === null ? { ...message, ...outcome } : message,
    );
    const next = { ...alert, version: alert.version + 1, messages };
    if (await alerts.change({ alert: next, events: [], group: null })) return;
  }
  throw new Error(`what became of a message of ${id} could not be noted`);
}
