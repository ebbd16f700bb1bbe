/** An evaluation names each request of an operation up to this many; of more, the first, the last and how many. */
const MOST = 10;

/** What one question to AWS took: one request, or one a page. */
export interface Asked {
  /** As AWS names it; empty until something was answered. */
  operation: string;
  /** Each request as `named`, in the order of their answers. */
  readonly requests: string[];
}

/** A request by AWS's name of its operation and the id that AWS gave it: `S3.GetBucketEncryption 0A1B2C3D4E5F6789`. */
export const named = (operation: string, id: string): string => `${operation} ${id}`;

const NONE: readonly string[] = [];

/** The requests of several questions as an evaluation has them, sorted. */
export function requestsOf(asked: Iterable<Asked>): readonly string[] {
  const byOperation = new Map<string, string[]>();
  for (const { operation, requests } of asked) {
    const known = byOperation.get(operation);
    if (known) known.push(...requests);
    else if (requests.length > 0) byOperation.set(operation, [...requests]);
  }
  if (byOperation.size === 0) return NONE;
  return [...byOperation]
    .flatMap(([operation, requests]) => (requests.length > MOST ? ends(operation, requests) : requests))
    .sort();
}

const ends = (operation: string, requests: readonly string[]): string =>
  `${requests[0]} to ${requests.at(-1)?.slice(named(operation, '').length)}, ${requests.length} requests`;

/** The requests of both, each once; one of the two itself where the other adds nothing. */
export function together(some: readonly string[], others: readonly string[]): readonly string[] {
  if (some === others || others.length === 0) return some;
  if (some.length === 0) return others;
  if (others.every((one) => some.includes(one))) return some;
  return [...new Set([...some, ...others])].sort();
}
