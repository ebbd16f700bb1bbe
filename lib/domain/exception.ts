import type { Pinned } from './run.ts';
import type { Target } from './target.ts';

/** Who made a call, as AWS said when it was asked. */
export interface Caller {
  readonly arn: string;
  readonly account: string;
  /** AWS's own id of the user, or of the role with the session's name: never given again, unlike names. */
  readonly userId: string;
  /** Id of the request in which AWS said so; CloudTrail has a record of it. */
  readonly requestId: string;
}

/** A tag that a resource must have, with exactly this value. */
export interface TagCondition {
  readonly key: string;
  readonly value: string;
}

/**
 * What an exception is about: a rule with exact ARNs, with everything that it examines in one account, or with what has
 * a tag, wherever it is. Whether a resource has it is looked up by every run.
 */
export type Covers =
  | { readonly rule: string; readonly resources: readonly string[] }
  | { readonly rule: string; readonly account: string }
  | { readonly rule: string; readonly tag: TagCondition };

/** A condition of an exception, as it is looked up in the targets in which the rule is looked for. */
export interface Condition extends TagCondition {
  /** Id of the exception. */
  readonly exception: string;
  readonly rule: string;
}

/** A time, half open, in which a resource met the condition of an exception, as runs and rescans saw it. */
export interface Match extends Target {
  /** Id of the exception. */
  readonly exception: string;
  readonly resource: string;
  /** When the target was observed by the first that saw it so. */
  readonly from: string;
  /** When it was observed by the first that no longer did, and why; null while it lasts. */
  readonly until: string | null;
  readonly why: string | null;
}

/** A match that did not last. */
export type EndedMatch = Match & { readonly until: string; readonly why: string };

/** What is asked for. Times are ISO 8601 UTC; `expiry` is not included. */
export interface Terms {
  readonly covers: Covers;
  readonly reason: string;
  /** What keeps the risk low meanwhile. */
  readonly compensatingControl: string;
  readonly ticket: string | null;
  readonly start: string;
  readonly expiry: string;
  /** Id of the exception that this one renews. */
  readonly renews: string | null;
}

/** A step somebody wants to take. */
export type Ask =
  | { readonly step: 'request'; readonly terms: Terms }
  | { readonly step: 'approve'; readonly id: string }
  | { readonly step: 'revoke'; readonly id: string; readonly reason: string };

/** A step that was taken, as it is signed. `previous` pins the step before it: what was approved cannot be changed. */
export type Step = Ask & {
  readonly version: 1;
  readonly id: string;
  readonly by: Caller;
  readonly at: string;
  readonly previous: Pinned | null;
};

/** Who took a step and when, and its signed record. */
export interface Taken {
  readonly by: Caller;
  readonly at: string;
  readonly file: Pinned;
}

/** An exception as the table keeps it: every step, none ever changed. */
export interface Exception {
  readonly id: string;
  readonly terms: Terms;
  readonly requested: Taken;
  readonly approved: Taken | null;
  readonly revoked: (Taken & { readonly reason: string }) | null;
  /**
   * Of a condition: when which resources met it, by ARN, oldest first. Left out of other exceptions, and where it was
   * not looked up: then nothing is accepted.
   */
  readonly matches?: ReadonlyMap<string, readonly Match[]>;
}

/** What an exception is at a time. `lapsed`: nobody approved it before it would have expired. */
export const EXCEPTION_STATES = ['requested', 'lapsed', 'approved', 'active', 'expired', 'revoked'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** A request that a rule of exceptions forbids: nothing was changed, and the message says why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export function exceptionState({ terms, approved, revoked }: Exception, at: string): ExceptionState {
  if (revoked) return 'revoked';
  if (at >= terms.expiry) return approved ? 'expired' : 'lapsed';
  if (!approved) return 'requested';
  return at >= terms.start ? 'active' : 'approved';
}

/** A time, half open. */
export interface Time {
  readonly from: string;
  readonly to: string;
}

/**
 * The time in which what it covers is accepted, half open: never before its approval, never after its expiry or
 * revocation. Null when there is no such time.
 */
export function acceptedTime({ terms, approved, revoked }: Exception): Time | null {
  if (!approved) return null;
  const early = approved.at < terms.start;
  const from = early ? terms.start : approved.at;
  const to = revoked && revoked.at < terms.expiry ? revoked.at : terms.expiry;
  return from < to ? { from, to } : null;
}

/** What identifies a finding to an exception. */
interface Covered {
  readonly rule: string;
  readonly resource: string;
  readonly account: string;
}

/** The times in which a finding is accepted, should it fail, oldest first: where there is a condition, those in which it was met. */
export function acceptedTimes(exception: Exception, { rule, resource, account }: Covered): readonly Time[] {
  const { covers } = exception.terms;
  if (covers.rule !== rule) return [];
  const time = acceptedTime(exception);
  if (!time) return [];
  if ('account' in covers) return covers.account === account ? [time] : [];
  if ('resources' in covers) return covers.resources.includes(resource) ? [time] : [];
  return (exception.matches?.get(resource) ?? []).flatMap((match) => {
    const later = match.from > time.from;
    const from = later ? match.from : time.from;
    const to = match.until !== null && match.until < time.to ? match.until : time.to;
    return match.account === account && from < to ? [{ from, to }] : [];
  });
}

/** Whether a failing finding is accepted at a time. Its verdict stays FAIL. */
export const accepts = (exception: Exception, finding: Covered, at: string): boolean =>
  acceptedTimes(exception, finding).some(({ from, to }) => from <= at && at < to);

/** Whether a finding was accepted just before a time, as at the end of a period. */
export const acceptsUntil = (exception: Exception, finding: Covered, to: string): boolean =>
  acceptedTimes(exception, finding).some((time) => time.from < to && time.to >= to);

/** An exception as it was at a time: steps taken later have not happened yet. Null before it was requested. */
export function asOf(exception: Exception, at: string): Exception | null {
  const { requested, approved, revoked, matches } = exception;
  if (requested.at >= at) return null;
  return {
    ...exception,
    approved: approved && approved.at < at ? approved : null,
    revoked: revoked && revoked.at < at ? revoked : null,
    ...(matches && {
      matches: byResource(
        [...matches.values()].flat().flatMap((match) => {
          if (match.from >= at) return [];
          return match.until !== null && match.until < at ? [match] : [{ ...match, until: null, why: null }];
        }),
      ),
    }),
  };
}

/** Matches of one exception by resource, each resource's in the order in which they come. */
export function byResource(matches: Iterable<Match>): ReadonlyMap<string, readonly Match[]> {
  const all = new Map<string, Match[]>();
  for (const match of matches) {
    const theirs = all.get(match.resource);
    if (theirs) theirs.push(match);
    else all.set(match.resource, [match]);
  }
  return all;
}

interface Principal {
  readonly role: string | null;
  /** The user's ARN, or the name of the role's session. */
  readonly name: string;
}

/**
 * Reads who acts from an ARN; null where it names nobody in particular, as root and federated sessions do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
function principal(arn: string): Principal | null {
  const [, kind, rest = ''] = /^arn:[^:]+:(?:iam|sts)::\d{12}:(user|assumed-role)\/(.+)$/.exec(arn) ?? [];
  if (kind === 'user') return { role: null, name: arn };
  const [role, name] = rest.split('/');
  return role && name ? { role, name } : null;
}

/** Identity Center names the sessions of its roles after the user; whoever assumes another role picks a name. */
const NAMED_BY_IDENTITY_CENTER = /^AWSReservedSSO_/;

/** Whether an ARN tells who acts. */
export const namesSomebody = (arn: string): boolean => principal(arn) !== null;

/**
 * Whether two ARNs may be one person: the same user, sessions of one name, or two sessions of one role, whose names
 * their holders chose. Only where Identity Center names sessions do different names mean different people.
 */
export function maySamePerson(one: string, other: string): boolean {
  const [a, b] = [principal(one), principal(other)];
  if (!a || !b || a.name === b.name) return true;
  return a.role !== null && a.role === b.role && !NAMED_BY_IDENTITY_CENTER.test(a.role);
}
