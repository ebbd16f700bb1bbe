import type { Acknowledgement, Alert } from '../domain/alert.ts';

/** What became of an alert by a time: `collecting` is a digest whose run is not sealed yet. */
export const ALERT_STATES = ['sent', 'pending', 'failed', 'dead-lettered', 'collecting'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** An alert as people and spreadsheets read it; what is not there is empty. Latencies are whole seconds. */
export interface AlertRow {
  readonly id: string;
  readonly status: AlertState;
  readonly kind: Alert['kind'];
  readonly severity: Alert['severity'];
  readonly events: number;
  readonly resources: number;
  readonly rules: string;
  readonly criteria: string;
  readonly accounts: string;
  readonly regions: string;
  readonly principal: string;
  readonly call: string;
  readonly updates: string;
  readonly changedAt: string;
  readonly observedAt: string;
  readonly announcedAt: string;
  readonly createdAt: string;
  readonly sentAt: string;
  readonly messageId: string;
  readonly messages: number;
  readonly failure: string;
  readonly acknowledgedAt: string;
  readonly acknowledgedBy: string;
  readonly changeToObserved: number | '';
  readonly observedToAnnounced: number | '';
  readonly announcedToSent: number | '';
  readonly sentToAcknowledged: number | '';
}

export const ALERT_COLUMNS = [
  'id',
  'status',
  'kind',
  'severity',
  'events',
  'resources',
  'rules',
  'criteria',
  'accounts',
  'regions',
  'principal',
  'call',
  'updates',
  'changedAt',
  'observedAt',
  'announcedAt',
  'createdAt',
  'sentAt',
  'messageId',
  'messages',
  'failure',
  'acknowledgedAt',
  'acknowledgedBy',
  'changeToObserved',
  'observedToAnnounced',
  'announcedToSent',
  'sentToAcknowledged',
] as const satisfies readonly (keyof AlertRow)[];

/** What became of an alert before `to`: what was sent later has not happened yet. */
export function alertState({ kind, messages }: Alert, to: string): AlertState {
  const owed = messages.filter(({ owedAt }) => owedAt < to);
  if (owed.length === 0 && kind === 'digest') return 'collecting';
  const unsent = owed.filter(({ sentAt }) => sentAt === null || sentAt >= to);
  if (owed.length > 0 && unsent.length === 0) return 'sent';
  if (unsent.some(({ deadLettered }) => deadLettered)) return 'dead-lettered';
  return unsent.some(({ failure }) => failure !== null) ? 'failed' : 'pending';
}

/** Whole seconds between two times; empty where one is missing. */
const seconds = (from: string, to: string): number | '' =>
  from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 1_000) : '';

/**
 * @param acknowledgements of this alert, oldest first; the first counts
 * @param to the end of the period
 */
export function alertRow(alert: Alert, acknowledgements: readonly Acknowledgement[], to: string): AlertRow {
  const { id, kind, severity, counts, about, cause, updates, observedAt, announcedAt, createdAt, messages } =
    alert;
  const { alert: alerted = 0, digest = 0, accepted = 0 } = counts;
  const sent = messages.find(({ sentAt }) => sentAt !== null && sentAt < to);
  const first = acknowledgements.find(({ at }) => at < to);
  const [changedAt, sentAt, acknowledgedAt] = [cause?.at ?? '', sent?.sentAt ?? '', first?.at ?? ''];
  const status = alertState(alert, to);
  return {
    id,
    status,
    kind,
    severity,
    events: alerted + digest + accepted,
    resources: about.resources.length,
    rules: about.rules.join(' '),
    criteria: about.criteria.join(' '),
    accounts: about.accounts.join(' '),
    regions: about.regions.join(' '),
    principal: cause?.principal ?? '',
    call: cause?.eventName ?? '',
    updates: updates.join(' '),
    changedAt,
    observedAt,
    announcedAt,
    createdAt,
    sentAt,
    messageId: sent?.messageId ?? '',
    messages: messages.filter((message) => message.owedAt < to).length,
    failure: status === 'sent' ? '' : (messages.find(({ failure }) => failure !== null)?.failure ?? ''),
    acknowledgedAt,
    acknowledgedBy: first?.by.arn ?? '',
    changeToObserved: seconds(changedAt, observedAt),
    observedToAnnounced: seconds(observedAt, announcedAt),
    // A digest waits for the end of its run.
    announcedToSent: kind === 'digest' ? '' : seconds(announcedAt, sentAt),
    sentToAcknowledged: seconds(sentAt, acknowledgedAt),
  };
}
