import { gunzipSync } from 'node:zlib';
import type { EvaluationRow } from '../domain/finding.ts';
import type { Evidence } from '../domain/ports.ts';
import type { Rescan } from '../domain/rescan.ts';
import type { Pinned, Plan, Run, TargetResult } from '../domain/run.ts';
import { sha256 } from './canonical.ts';
import { payloadOf } from './dsse.ts';
import type { Seal } from './seal.ts';

/** Where sealed objects lie. */
export type Sealed = Pick<Evidence, 'get'>;

/** An object as it lies in the bucket. */
export interface Fetched {
  readonly key: string;
  readonly versionId: string | null;
  readonly body: Buffer;
}

/** An object of the bucket; null when there is none. */
export async function fetched(key: string, evidence: Sealed): Promise<Fetched | null> {
  const file = await evidence.get(key);
  return file && { key, versionId: file.versionId, body: Buffer.from(file.body) };
}

/** A sealed object; null when there is none. What is not as it was sealed is a fault. */
export async function pinnedObject(
  object: Pinned | null,
  evidence: Sealed,
  faults: string[],
): Promise<Fetched | null> {
  if (!object) return null;
  const file = await fetched(object.key, evidence);
  if (!file) faults.push(`${object.key} is missing from the bucket`);
  else if (sha256(file.body) !== object.sha256) faults.push(`${object.key} is not the file that was sealed`);
  return file;
}

/** Its content. */
export const pinned = async (...asked: Parameters<typeof pinnedObject>): Promise<Buffer | null> =>
  (await pinnedObject(...asked))?.body ?? null;

const lines = <T>(packed: Uint8Array): readonly T[] =>
  gunzipSync(packed)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** The evaluations of a target, as an object of a run or a rescan has them. */
export const evaluationsIn = (packed: Uint8Array): readonly EvaluationRow[] => lines(packed);

/** The results of all targets, as a run's file of results has them. */
export const resultsIn = (packed: Uint8Array): readonly TargetResult[] => lines(packed);

/** The rescans that a seal lists. */
export const rescansIn = (packed: Uint8Array): readonly Rescan[] => lines(packed);

export const planIn = (file: Uint8Array): Plan => JSON.parse(Buffer.from(file).toString()) as Plan;

/** What a sealed object holds; null where there is none, and where it cannot be read, which is a fault. */
export function read<T>(
  object: Pick<Pinned, 'key'> | null,
  file: Uint8Array | null,
  parse: (file: Uint8Array) => T,
  faults: string[],
): T | null {
  try {
    return file && parse(file);
  } catch (error) {
    faults.push(`${object?.key} cannot be read: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/** The evaluations of a target; none when its object is missing or cannot be read, which is a fault. */
export async function evaluationsOf(
  { object }: Pick<TargetResult, 'object'>,
  evidence: Sealed,
  faults: string[],
): Promise<readonly EvaluationRow[]> {
  return read(object, await pinned(object, evidence, faults), evaluationsIn, faults) ?? [];
}

/** The seal of a run, and the results under it; null where the run has none, and where they are lost, which is a fault. */
export async function sealedResults(
  run: Run,
  evidence: Sealed,
  faults: string[],
): Promise<readonly TargetResult[] | null> {
  const file = await pinned(run.seal, evidence, faults);
  if (!file) return null;
  const targets = read(run.seal, file, payloadOf<Seal>, faults)?.objects.targets ?? null;
  return read(targets, await pinned(targets, evidence, faults), resultsIn, faults);
}
