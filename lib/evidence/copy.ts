import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import type { Pinned, Run } from '../domain/run.ts';
import { sha256 } from './canonical.ts';
import { pinned, type Sealed, sealedResults } from './record.ts';

/** Objects that are fetched at once. */
const CONCURRENCY = 16;

/** Whether the file is there, and is the object. */
const isCopied = async (file: string, { sha256: expected }: Pinned): Promise<boolean> =>
  readFile(file).then(
    (body) => sha256(body) === expected,
    () => false,
  );

/**
 * Copies the evaluations of sealed runs to a folder, under the keys that they have in the bucket; those that are there
 * already are not fetched again: objects are written once.
 * @param faults gets what is not in the bucket as it was sealed; such an object is not copied
 * @param progress told after each run
 * @returns how many objects each run has there, by its id; those that examined nothing are left out
 */
export async function copyRuns(
  runs: readonly Run[],
  evidence: Sealed,
  folder: string,
  faults: string[],
  progress: (done: number, run: Run) => void = () => {},
): Promise<ReadonlyMap<string, number>> {
  const limit = pLimit(CONCURRENCY);
  const copied = new Map<string, number>();
  for (const [index, run] of runs.entries()) {
    const results = (await sealedResults(run, evidence, faults)) ?? [];
    await Promise.all(
      results.map(({ object }) =>
        limit(async () => {
          const file = join(folder, object.key);
          if (!(await isCopied(file, object))) {
            const own: string[] = [];
            const body = await pinned(object, evidence, own);
            faults.push(...own);
            if (!body || own.length > 0) return;
            await mkdir(dirname(file), { recursive: true });
            await writeFile(file, body);
          }
          copied.set(run.id, (copied.get(run.id) ?? 0) + 1);
        }),
      ),
    );
    progress(index + 1, run);
  }
  return copied;
}
