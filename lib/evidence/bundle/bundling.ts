import type { Clock, Evidence, Signer, Store } from '../../domain/ports.ts';
import type { AnyRule } from '../../domain/rule.ts';
import type { Pinned } from '../../domain/run.ts';
import { sha256 } from '../canonical.ts';

/** What building a bundle needs. */
export interface Bundling {
  readonly store: Pick<Store, 'runs' | 'targets' | 'transitions'>;
  readonly evidence: Pick<Evidence, 'get'>;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly rules: readonly AnyRule[];
  readonly generator: string;
  /** Who asks for the bundle: an ARN, or null when nobody can tell. */
  readonly requester: string | null;
}

/** Everything that a port tells one after another. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A sealed object's content; null when there is none. What is not as it was sealed is a fault. */
export async function pinned(
  object: Pinned | null,
  evidence: Pick<Evidence, 'get'>,
  faults: string[],
): Promise<Buffer | null> {
  if (!object) return null;
  const file = await evidence.get(object.key);
  if (!file) faults.push(`${object.key} is missing from the bucket`);
  else if (sha256(file.body) !== object.sha256) faults.push(`${object.key} is not the file that was sealed`);
  return file && Buffer.from(file.body);
}
