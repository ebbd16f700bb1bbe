import type { Unseen, UnseenKind } from '../domain/observed.ts';
import { named } from '../domain/requests.ts';

/** A read that did not succeed, classified. */
export class ReadFailure extends Error {
  override readonly name = 'ReadFailure';
  readonly unseen: Unseen;
  /** The requests that were made for it, as evaluations name them. */
  readonly requests: readonly string[];
  constructor(unseen: Unseen, requests: readonly string[] = []) {
    super(`${unseen.action}: ${unseen.message}`);
    this.unseen = unseen;
    this.requests = requests;
  }
}

/** A request that AWS refused, as evaluations name it; none where nobody answered. */
export function refused(operation: string, error: unknown): readonly string[] {
  if (error instanceof ReadFailure) return error.requests;
  const id = (error as AwsError).$metadata?.requestId;
  return id ? [named(operation, id)] : [];
}

interface AwsError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number };
}

/** Error codes by kind. Common errors: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const CODES: readonly (readonly [UnseenKind, RegExp])[] = [
  [
    'throttled',
    /^(?:Throttl|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|SlowDown|PriorRequestNotComplete|LimitExceeded$|RequestThrottled)/,
  ],
  [
    'unsupported',
    /^(?:OptInRequired|SubscriptionRequired|UnknownOperation|InvalidAction|UnsupportedOperation|NotImplemented|UnsupportedCommand|ENOTFOUND)/,
  ],
  [
    'denied',
    /^(?:AccessDenied|UnauthorizedOperation|Unauthorized|NotAuthorized|AuthorizationError|AuthFailure|Forbidden|InvalidClientTokenId|UnrecognizedClient|ExpiredToken|AccountDisabled|AWSOrganizationsNotInUse)/,
  ],
  ['gone', /NotFound|NoSuch|DoesNotExist|NonExistent|NotExist/],
];

const firstLine = (message: unknown): string => String(message).split('\n', 1)[0]?.slice(0, 300) ?? '';

/**
 * Turns whatever a read threw into the reason why a fact is unseen.
 * A reply that is not AWS's (an HTML page, a broken document) is `failed` with its HTTP status.
 */
export function classify(error: unknown, action: string): Unseen {
  if (error instanceof ReadFailure) return error.unseen;
  const { name, message, code, Code, $metadata, $response } = error as AwsError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (
    error instanceof SyntaxError ||
    /^(?:Unexpected token|Unclosed|char '|Deserialization error|@aws-sdk XML parse error)/.test(message)
  ) {
    return {
      kind: 'failed',
      action,
      message: `the reply (HTTP ${status ?? 'unknown'}) is not one that AWS documents`,
    };
  }
  const words = [name, code, Code].filter((word): word is string => typeof word === 'string');
  const known = CODES.find(([, pattern]) => words.some((word) => pattern.test(word)));
  const kind = known?.[0] ?? (status === 403 ? 'denied' : status === 429 ? 'throttled' : 'failed');
  return { kind, action, message: `${words[0] ?? 'Error'}: ${firstLine(message)}` };
}
