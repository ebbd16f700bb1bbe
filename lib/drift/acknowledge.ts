import type { Acknowledgement, AlertRecord } from '../domain/alert.ts';
import { type Caller, namesSomebody, Refusal } from '../domain/exception.ts';
import type { Clock } from '../domain/ports.ts';

/** What somebody wants to say. */
export interface AcknowledgeAsk {
  readonly step: 'acknowledge';
  readonly alert: string;
  readonly note: string | null;
}

/** What acknowledging needs. */
export interface Acknowledging {
  readonly alerts: Pick<AlertRecord, 'alert' | 'acknowledge'>;
  readonly clock: Clock;
  /** The deployment's account: what other accounts call a person proves nothing here. */
  readonly account: string;
}

/** Letters of a note. */
const MOST_LETTERS = 2_000;

/**
 * Notes that somebody looks into an alert. Whoever did so before stays in the record.
 * @throws Refusal when there is no such alert, or nobody in particular acts
 */
export async function acknowledge(
  { alert, note }: AcknowledgeAsk,
  by: Caller,
  { alerts, clock, account }: Acknowledging,
): Promise<Acknowledgement> {
  if (by.account !== account)
    throw new Refusal(`${by.arn} is not of account ${account}, which keeps the alerts`);
  if (!namesSomebody(by.arn))
    throw new Refusal(`${by.arn} does not tell who acts: use an IAM user or the session of a role`);
  if (note !== null && note.length > MOST_LETTERS)
    throw new Refusal(`the note has ${note.length} letters; at most ${MOST_LETTERS} are kept`);
  if (!(await alerts.alert(alert)))
    throw new Refusal(`there is no alert ${alert}; its message and "vouch drift" name it`);
  const acknowledgement = { alert, by, at: clock().toISOString(), note };
  await alerts.acknowledge(acknowledgement);
  return acknowledgement;
}
