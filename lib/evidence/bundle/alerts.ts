import { DISPOSITIONS, type RoutedEvent } from '../../domain/alert.ts';
import { EVENT_TYPES, HEARD } from '../../domain/event.ts';
import { ALERT_COLUMNS, type AlertRow, type AlertState, alertRow, alertState } from '../alerts.ts';
import type { BundleFolder } from '../folder.ts';
import type { Period } from '../intervals.ts';
import type { Bundling } from './bundling.ts';

type EventType = RoutedEvent['type'];

interface Counted {
  readonly type: EventType;
  /** Events that the record calls for; empty where only the router counts them. */
  readonly put: number | '';
  routed: number;
  readonly difference: number | '';
  alert: number;
  digest: number;
  accepted: number;
  /** By what became of their alert. */
  sent: number;
  pending: number;
  failed: number;
  'dead-lettered': number;
  collecting: number;
  acknowledged: number;
}

interface Acknowledged {
  readonly alert: string;
  readonly at: string;
  readonly by: string;
  /** Of the request in which AWS said who it was; CloudTrail has a record of it. */
  readonly requestId: string;
  readonly note: string;
}

const EVENT_COLUMNS = [
  'id',
  'type',
  'alert',
  'disposition',
  'severity',
  'account',
  'region',
  'rule',
  'resource',
  'observedAt',
  'announcedAt',
  'routedAt',
] as const satisfies readonly (keyof RoutedEvent)[];

/**
 * Writes every alert of the period with what became of it, every event with its alert, every acknowledgement, and the
 * count of what was announced against what was told. Comes after the results, which it counts from.
 */
export async function writeAlerts(
  out: BundleFolder,
  period: Period,
  { store, alerts }: Pick<Bundling, 'store' | 'alerts'>,
): Promise<void> {
  const { to } = period;
  const from = await beginning(period, store);
  const acknowledged = await out.openTable<Acknowledged>('alerts/acknowledgements.csv', [
    'alert',
    'at',
    'by',
    'requestId',
    'note',
  ]);
  const fates = new Map<string, { readonly state: AlertState; readonly acknowledged: boolean }>();
  /** An event's alert may be from before the period, and one that was made after it does not exist yet. */
  async function fate(id: string) {
    const known = fates.get(id);
    if (known || !alerts) return known;
    const alert = await alerts.alert(id);
    const found = {
      state: alert ? alertState(alert, to) : ('pending' as const),
      acknowledged: (await alerts.acknowledgements(id)).some(({ at }) => at < to),
    };
    fates.set(id, found);
    return found;
  }

  let told = 0;
  async function* rows(): AsyncGenerator<AlertRow> {
    for await (const alert of alerts?.alerts(from, to) ?? []) {
      const theirs = (await alerts?.acknowledgements(alert.id)) ?? [];
      for (const { alert: id, at, by, note } of theirs) {
        const { arn, requestId } = by;
        if (at < to) await acknowledged.add({ alert: id, at, by: arn, requestId, note: note ?? '' });
      }
      told += 1;
      yield alertRow(alert, theirs, to);
    }
  }
  await out.table('alerts/alerts.csv', ALERT_COLUMNS, rows());
  await acknowledged.close();

  const counts = await announced(out, period, store);
  async function* events(): AsyncGenerator<RoutedEvent> {
    for await (const event of alerts?.events(from, to) ?? []) {
      const counted = counts.get(event.type);
      const became = await fate(event.alert);
      if (counted && became) {
        counted.routed += 1;
        counted[event.disposition] += 1;
        counted[became.state] += 1;
        if (became.acknowledged) counted.acknowledged += 1;
      }
      yield event;
    }
  }
  await out.table('alerts/events.csv', EVENT_COLUMNS, events());
  await out.table(
    'alerts/counts.csv',
    [
      'type',
      'put',
      'routed',
      'difference',
      ...DISPOSITIONS,
      'sent',
      'pending',
      'failed',
      'dead-lettered',
      'collecting',
      'acknowledged',
    ],
    [...counts.values()].map((counted) => ({
      ...counted,
      difference: counted.put === '' ? ('' as const) : counted.put - counted.routed,
    })),
  );
  await out.write('alerts/README.txt', [readme(told, alerts !== undefined)]);
}

/** Nothing was alerted before the first run: a period that begins long before need not be searched. */
async function beginning({ from }: Period, store: Pick<Bundling['store'], 'runs'>): Promise<string> {
  for await (const { startedAt } of store.runs()) return startedAt > from ? startedAt : from;
  return from;
}

/** How many events of each type the record calls for within the period. */
async function announced(
  out: BundleFolder,
  { from, to }: Period,
  store: Pick<Bundling['store'], 'runs'>,
): Promise<ReadonlyMap<EventType, Counted>> {
  const put = new Map<EventType, number>();
  const heard: Readonly<Record<string, EventType>> = HEARD;
  const add = (type: EventType | undefined, at: string) => {
    if (type && at >= from && at < to) put.set(type, (put.get(type) ?? 0) + 1);
  };
  for await (const { began = '', since = '', ended = '', until = '' } of out.records(
    'results/intervals.csv',
  )) {
    add(heard[began], since);
    if (ended === 'left') add(HEARD.left, until);
  }
  for await (const { status, sealedAt } of store.runs()) {
    if (sealedAt !== null) add(status === 'missed' ? 'Run Missed' : 'Run Sealed', sealedAt);
  }
  const known = [...Object.values(HEARD), 'Run Sealed', 'Run Missed'] as readonly EventType[];
  return new Map(
    EVENT_TYPES.map((type): [EventType, Counted] => [
      type,
      {
        type,
        put: known.includes(type) ? (put.get(type) ?? 0) : '',
        difference: '',
        routed: 0,
        alert: 0,
        digest: 0,
        accepted: 0,
        sent: 0,
        pending: 0,
        failed: 0,
        'dead-lettered': 0,
        collecting: 0,
        acknowledged: 0,
      },
    ]),
  );
}

const readme = (alerts: number, read: boolean): string => `Alerts

${
  alerts > 0
    ? 'alerts.csv has every alert that was made within the period, and every digest.'
    : read
      ? 'No alert was made within the period, nor a digest. Each sealed run ends a digest once alerts are routed: routing was not deployed, or nothing reached it.'
      : 'The record of alerts was not read for this bundle.'
}

sent: Amazon SNS took the message, as messageId. Whether a mailbox or a queue behind it did is for who runs that.
failed, dead-lettered: SNS did not take it; the last failure is beside it. Dead letters are tried again by hand.
pending: it was owed at the end of the period. collecting: a digest whose run was not sealed by then.
A drift that an exception accepts raises no alert: it is in a digest, as "accepted" in events.csv.
A first observation is a baseline and is not announced: it has no event.

counts.csv holds what the record of findings and runs calls for (put) against what was routed. A difference is an event
that has not arrived: the queue, its dead letters and the alarms say where it is, or it lies at the edge of the period.
Nothing else counts notices and attributions, so their "put" is empty.
`;
