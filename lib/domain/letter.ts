import type { Alert, AlertEntry, AlertMessage } from './alert.ts';

/** An alert as machines read it. */
export interface AlertDocument {
  readonly version: 1;
  readonly alert: string;
  readonly because: AlertMessage['because'];
  readonly kind: Alert['kind'];
  readonly severity: Alert['severity'];
  readonly createdAt: string;
  readonly observedAt: string;
  readonly cause: Alert['cause'];
  /** Of resources, how many; the first `MOST_NAMED` are counted. */
  readonly about: Omit<Alert['about'], 'resources'> & { readonly resources: number };
  readonly counts: Alert['counts'];
  /** Ids of the alerts that it is an update to. */
  readonly updates: readonly string[];
  /** The most severe events; `unlisted` says how many more there are. */
  readonly events: readonly AlertEntry[];
  readonly unlisted: number;
}

/** An alert as it is sent: text for people, a document for machines, attributes to subscribe by. */
export interface Letter {
  /** At most 100 printable ASCII characters. */
  readonly subject: string;
  readonly text: string;
  readonly document: AlertDocument;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}
