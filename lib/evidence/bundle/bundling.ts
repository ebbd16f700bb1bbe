import type { Reviews } from '../../domain/access-review.ts';
import type { AlertRecord } from '../../domain/alert.ts';
import type { Clock, Evidence, Signer, Store } from '../../domain/ports.ts';
import type { AnyRule } from '../../domain/rule.ts';

/** What building a bundle needs. */
export interface Bundling {
  readonly store: Pick<Store, 'runs' | 'targets' | 'transitions' | 'exceptions'>;
  readonly evidence: Evidence;
  /** Left out where alerts are not read. */
  readonly alerts?: Pick<AlertRecord, 'alert' | 'alerts' | 'events' | 'acknowledgements'>;
  /** Left out where reviews are not read. */
  readonly reviews?: Pick<Reviews, 'reviews'>;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly rules: readonly AnyRule[];
  readonly generator: string;
  /** The commit that the program was built from, where that is known. */
  readonly commit?: string | null;
  /** The deployment's own account, where it is known. */
  readonly account?: string;
  /** Who asks for the bundle: an ARN, or null when nobody can tell. */
  readonly requester: string | null;
}

/** Everything that a port tells one after another. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
