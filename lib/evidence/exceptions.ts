import {
  type Ask,
  acceptedTime,
  type Caller,
  type Exception,
  type ExceptionState,
  exceptionState,
  Refusal,
  type Step,
} from '../domain/exception.ts';
import type { Clock, Evidence, Signer, Store } from '../domain/ports.ts';
import { type Case, decide, withStep } from '../drift/exceptions.ts';
import { hashOf, sha256 } from './canonical.ts';
import { payloadOf, signedFile } from './dsse.ts';

const EXCEPTION_TYPE = 'application/vnd.vouch.exception+json';

/** What managing exceptions needs. */
export interface Managing extends Pick<Case, 'account' | 'maxDays' | 'rules'> {
  readonly store: Pick<Store, 'exception' | 'saveException'>;
  readonly evidence: Evidence;
  readonly signer: Signer;
  readonly clock: Clock;
}

/**
 * Takes a step: its signed record is written once, then the table follows.
 *
 * The record decides. If an earlier try wrote it and was stopped before the table, the record that is there is the step
 * that was taken; the table is brought up to it.
 *
 * @throws Refusal when the step may not be taken, or somebody else took it first
 */
export async function manage(
  ask: Ask,
  by: Caller,
  { store, evidence, signer, clock, ...setting }: Managing,
): Promise<Exception> {
  const at = clock().toISOString();
  const id = ask.step === 'request' ? newId(ask, by, at) : ask.id;
  const renews = ask.step === 'request' ? ask.terms.renews : null;
  let known = await store.exception(id);
  const former = renews === null ? null : await store.exception(renews);
  const step = decide(ask, { ...setting, id, by, at, known, former });

  const key = `exceptions/${id}/${ask.step}.json`;
  let file: Uint8Array = await signedFile(signer, EXCEPTION_TYPE, step);
  if (!(await evidence.put(key, file, 'application/json'))) {
    const stored = await evidence.get(key);
    if (!stored) throw new Error(`${key} exists and cannot be read`);
    file = stored.body;
  }
  const taken = payloadOf<Step>(file);
  const pinned = { key, sha256: sha256(file) };
  let exception = withStep(known, taken, pinned);
  while (!(await store.saveException(exception, known))) {
    // Somebody took another step in the same moment; both are signed, so both count.
    known = await store.exception(id);
    exception = withStep(known, taken, pinned);
  }
  if (taken.by.arn !== by.arn)
    throw new Refusal(`${id}: ${taken.by.arn} took this step at ${taken.at} already`);
  return exception;
}

/** Whoever asks for the same twice in a day gets the same id, and is told so. */
const newId = (ask: Ask, by: Caller, at: string): string =>
  `${at.slice(0, 10)}-${hashOf({ ask, by: by.arn }).slice(0, 8)}`;

/** An exception as people and spreadsheets read it; what is not there is empty. */
export interface ExceptionRow {
  readonly id: string;
  readonly state: ExceptionState;
  readonly rule: string;
  readonly account: string;
  readonly resources: string;
  readonly reason: string;
  readonly compensatingControl: string;
  readonly ticket: string;
  readonly start: string;
  readonly expiry: string;
  readonly renews: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly revokedBy: string;
  readonly revokedAt: string;
  readonly revokedReason: string;
  /** The time in which it counted; empty where it never did. */
  readonly acceptedFrom: string;
  readonly acceptedUntil: string;
}

export const EXCEPTION_COLUMNS = [
  'id',
  'state',
  'rule',
  'account',
  'resources',
  'reason',
  'compensatingControl',
  'ticket',
  'start',
  'expiry',
  'renews',
  'requestedBy',
  'requestedAt',
  'approvedBy',
  'approvedAt',
  'revokedBy',
  'revokedAt',
  'revokedReason',
  'acceptedFrom',
  'acceptedUntil',
] as const satisfies readonly (keyof ExceptionRow)[];

export function exceptionRow(exception: Exception, at: string): ExceptionRow {
  const { id, terms, requested, approved, revoked } = exception;
  const { covers, ticket, renews, reason, compensatingControl, start, expiry } = terms;
  const accepted = acceptedTime(exception);
  return {
    id,
    state: exceptionState(exception, at),
    rule: covers.rule,
    account: 'account' in covers ? covers.account : '',
    resources: 'resources' in covers ? covers.resources.join('\n') : '',
    reason,
    compensatingControl,
    ticket: ticket ?? '',
    start,
    expiry,
    renews: renews ?? '',
    requestedBy: requested.by.arn,
    requestedAt: requested.at,
    approvedBy: approved?.by.arn ?? '',
    approvedAt: approved?.at ?? '',
    revokedBy: revoked?.by.arn ?? '',
    revokedAt: revoked?.at ?? '',
    revokedReason: revoked?.reason ?? '',
    acceptedFrom: accepted?.from ?? '',
    acceptedUntil: accepted?.to ?? '',
  };
}
