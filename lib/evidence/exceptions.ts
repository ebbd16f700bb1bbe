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
import { touches } from './intervals.ts';

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
  /** `key=value` */
  readonly tag: string;
  /** Those that it names, or that had the tag. */
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
  'tag',
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

/** @param from resources that had the tag at that time or after it are named; without it, those that have it */
export function exceptionRow(exception: Exception, at: string, from = at): ExceptionRow {
  const { id, terms, requested, approved, revoked } = exception;
  const { covers, ticket, renews, reason, compensatingControl, start, expiry } = terms;
  const accepted = acceptedTime(exception);
  return {
    id,
    state: exceptionState(exception, at),
    rule: covers.rule,
    account: 'account' in covers ? covers.account : '',
    tag: 'tag' in covers ? `${covers.tag.key}=${covers.tag.value}` : '',
    resources: ('resources' in covers ? covers.resources : resourcesOf(matchRows(exception, at), from)).join(
      '\n',
    ),
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

/** What met the condition of an exception, as it counts: no longer than the exception does. */
export interface MatchRow {
  readonly exception: string;
  readonly rule: string;
  readonly key: string;
  readonly value: string;
  readonly resource: string;
  readonly account: string;
  readonly region: string;
  readonly from: string;
  readonly until: string | null;
  readonly why: string | null;
}

export const MATCH_COLUMNS = [
  'exception',
  'rule',
  'key',
  'value',
  'resource',
  'account',
  'region',
  'from',
  'until',
  'why',
] as const satisfies readonly (keyof MatchRow)[];

/**
 * Everything that met the condition of an exception, each time it did; nothing where it has none.
 * @param at what had not come to an end by then lasts
 */
export function matchRows(exception: Exception, at: string): readonly MatchRow[] {
  const { rule, ...covers } = exception.terms.covers;
  if (!('tag' in covers)) return [];
  const end = acceptedTime(exception)?.to ?? at;
  return [...(exception.matches?.values() ?? [])].flat().flatMap((match): readonly MatchRow[] => {
    if (match.from >= end) return [];
    const cut = end < at && (match.until === null || match.until > end);
    const { until, why } = cut ? { until: end, why: 'the exception ended' } : match;
    return [{ ...match, ...covers.tag, rule, until, why }];
  });
}

/** Those that lasted at a time, or ended after it. */
const resourcesOf = (rows: readonly MatchRow[], from: string): readonly string[] => [
  ...new Set(rows.filter((row) => touches(row, from)).map(({ resource }) => resource)),
];

/** Looks up the exceptions about a rule: there are few of one, and many findings. */
export function exceptionsByRule(exceptions: readonly Exception[]): (rule: string) => readonly Exception[] {
  const byRule = new Map<string, Exception[]>();
  for (const exception of exceptions) {
    const { rule } = exception.terms.covers;
    byRule.set(rule, [...(byRule.get(rule) ?? []), exception]);
  }
  return (rule) => byRule.get(rule) ?? [];
}
