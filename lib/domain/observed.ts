/**
 * Why a fact could not be seen.
 * - `denied`: AWS refused the caller (AccessDenied and its many spellings)
 * - `throttled`: still rate-limited after every retry
 * - `unsupported`: the service or operation does not exist there, or the account is not subscribed to it
 * - `gone`: the resource was listed and deleted before it could be read
 * - `failed`: anything else: 5xx, timeouts, replies that are not AWS replies
 */
export type UnseenKind = 'denied' | 'throttled' | 'unsupported' | 'gone' | 'failed';

/** A read that did not succeed: the IAM action that was needed and what AWS answered. */
export interface Unseen {
  readonly kind: UnseenKind;
  readonly action: string;
  readonly message: string;
}

/** How each kind is told to people; `{}` is the action. */
const WORDS: Readonly<Record<UnseenKind, string>> = {
  denied: 'access to {} was denied',
  throttled: '{} was throttled on every try',
  unsupported: '{} is not supported here',
  gone: 'the resource was deleted before {} could read it',
  failed: '{} failed',
};
const NOT_EVALUATED = 'Not evaluated: ';

/** What is told of a read that did not succeed. */
export const told = ({ kind, action, message }: Unseen): string =>
  `${WORDS[kind].replace('{}', () => action)}: ${message}`;

/** The reason of a verdict that could not be given. */
export const reasonOf = (missing: readonly Unseen[]): string =>
  `${NOT_EVALUATED}${missing.map(told).join('; ')}`;

const PATTERNS = Object.entries(WORDS).map(
  ([kind, words]) =>
    [kind, new RegExp(`^${NOT_EVALUATED}${words.replace('{}', '((?:(?!: ).)+?)')}: `)] as const,
);

/** Kind and action of the first thing that is missing by such a reason; empty where the text is none. */
export function codeIn(reason: string): string {
  for (const [kind, pattern] of PATTERNS) {
    const action = pattern.exec(reason)?.[1];
    if (action) return `${kind} ${action}`;
  }
  return '';
}

/** One observed property: seen with a value (which may well be "there is none"), or unseen with the reason. */
export type Observed<T> =
  | { readonly seen: true; readonly value: T }
  | { readonly seen: false; readonly unseen: Unseen };

/** Wraps a value that was read. */
export const seen = <T>(value: T): Observed<T> => ({ seen: true, value });

/** Wraps a read that failed. */
export const unseen = (why: Unseen): Observed<never> => ({ seen: false, unseen: why });

/** A resource as a listing found it, before its facts are read. */
export interface Listed {
  readonly arn: string;
}

/** A resource with the facts that were asked for. */
export interface ObservedResource extends Listed {
  readonly facts: Readonly<Record<string, Observed<unknown>>>;
  /** By fact, the requests to AWS that it comes from, those of the listing included. */
  readonly requests?: Readonly<Record<string, readonly string[]>>;
}
