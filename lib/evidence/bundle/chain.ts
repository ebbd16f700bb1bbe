import type { Rescan } from '../../domain/rescan.ts';
import type { Run, TargetResult } from '../../domain/run.ts';
import { sha256 } from '../canonical.ts';
import type { SealedRun } from '../coverage.ts';
import { payloadOf } from '../dsse.ts';
import type { BundleFolder } from '../folder.ts';
import { fetched, pinned, pinnedObject, planIn, read, rescansIn, resultsIn } from '../record.ts';
import type { Seal } from '../seal.ts';
import type { Bundling } from './bundling.ts';

/** What the chain of seals in the period is. */
export interface Chain {
  readonly first: number;
  readonly count: number;
  /** Hash of the seal before the first one; null at the beginning of the record. */
  readonly previous: string | null;
  readonly last: string;
  readonly faults: readonly string[];
}

const RESCANS = 'scope/rescans.csv';
const RESCAN_COLUMNS = [
  'id',
  'account',
  'region',
  'afterRun',
  'sealedByRun',
  'startedAt',
  'finishedAt',
  'types',
  'calls',
  'events',
  'requests',
  'evaluations',
  'object',
  'hash',
  'reason',
] as const;
type RescanRow = Readonly<Record<(typeof RESCAN_COLUMNS)[number], string | number>>;

/** @param sealedByRun sequence number of the run whose seal lists it */
function rowOf({ object, ...rescan }: Rescan, sealedByRun: number): RescanRow {
  const { id, account, region, sequence, startedAt, finishedAt, types, calls, events, requests } = rescan;
  return {
    id,
    account,
    region,
    afterRun: sequence,
    sealedByRun,
    startedAt,
    finishedAt,
    types: types.join(' '),
    calls,
    events: events.join(' '),
    requests,
    evaluations: object.rows,
    object: object.key,
    hash: object.sha256,
    reason: rescan.unreachable?.message ?? '',
  };
}

/**
 * The seals, and the results and rescans under them, as they lie in the bucket; what is not as the table says is a fault.
 * @param tell is told of every run in its order: plans and results are too large to be kept
 */
export async function writeChain(
  out: BundleFolder,
  runs: readonly Run[],
  { evidence }: Pick<Bundling, 'evidence'>,
  tell: (run: SealedRun) => void,
): Promise<Chain> {
  const faults: string[] = [];
  const unscanned: (TargetResult & { readonly reason: string })[] = [];
  const seen = await out.openTable<RescanRow>(RESCANS, RESCAN_COLUMNS);
  let first: Pick<Seal, 'sequence' | 'previous'> | undefined;
  let last = '';
  let count = 0;
  for (const run of runs) {
    const number = String(run.sequence).padStart(9, '0');
    const file = run.seal && (await fetched(run.seal.key, evidence));
    if (!run.seal || !file) {
      faults.push(
        run.seal ? `seal ${run.sequence} is missing from the bucket` : `run ${run.sequence} is not sealed`,
      );
      tell({ run, plan: null, results: null });
      continue;
    }
    last = sha256(file.body);
    if (last !== run.seal.sha256) faults.push(`seal ${run.sequence} is not the file that the record names`);
    const seal = read(run.seal, file.body, payloadOf<Seal>, faults);
    first ??= { sequence: run.sequence, previous: seal?.previous ?? null };
    count += 1;
    await out.copy(`chain/seals/${number}.json`, file);

    const { targets, plan, rescans = null } = seal?.objects ?? { targets: null, plan: null };
    const packed = await pinnedObject(targets, evidence, faults);
    if (packed) await out.copy(`chain/results/${number}.ndjson.gz`, packed);
    const results = read(targets, packed?.body ?? null, resultsIn, faults);
    for (const result of results ?? []) {
      if (!result.scanned) unscanned.push({ ...result, reason: result.unreachable?.message ?? '' });
    }
    const listed = await pinnedObject(rescans, evidence, faults);
    if (listed) {
      await out.copy(`chain/rescans/${number}.ndjson.gz`, listed);
      for (const rescan of read(rescans, listed.body, rescansIn, faults) ?? [])
        await seen.add(rowOf(rescan, run.sequence));
    }
    tell({ run, plan: read(plan, await pinned(plan, evidence, faults), planIn, faults), results });
  }
  await seen.close();
  await out.table(
    'gaps/targets-not-scanned.csv',
    ['sequence', 'account', 'region', 'startedAt', 'reason'],
    unscanned,
  );
  return { first: first?.sequence ?? 0, count, previous: first?.previous ?? null, last, faults };
}
