import type { Plan, Run, TargetResult } from '../../domain/run.ts';
import { sha256 } from '../canonical.ts';
import { payloadOf } from '../dsse.ts';
import type { BundleFolder } from '../folder.ts';
import { pinned, resultsIn } from '../record.ts';
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
  readonly plans: ReadonlyMap<number, Plan>;
}

/** The seals and the results under them, as they lie in the bucket; what is not as the table says is a fault. */
export async function writeChain(
  out: BundleFolder,
  runs: readonly Run[],
  { evidence }: Bundling,
): Promise<Chain> {
  const faults: string[] = [];
  const plans = new Map<number, Plan>();
  const unscanned: (TargetResult & { readonly reason: string })[] = [];
  let first: Seal | undefined;
  let last = '';
  let count = 0;
  for (const run of runs) {
    const number = String(run.sequence).padStart(9, '0');
    const file = run.seal && (await evidence.get(run.seal.key));
    if (!run.seal || !file) {
      faults.push(
        run.seal ? `seal ${run.sequence} is missing from the bucket` : `run ${run.sequence} is not sealed`,
      );
      continue;
    }
    last = sha256(file.body);
    if (last !== run.seal.sha256) faults.push(`seal ${run.sequence} is not the file that the record names`);
    const seal = payloadOf<Seal>(file.body);
    first ??= seal;
    count += 1;
    await out.write(`chain/seals/${number}.json`, [file.body]);

    const results = await pinned(seal.objects.targets, evidence, faults);
    if (results) {
      await out.write(`chain/results/${number}.ndjson.gz`, [results]);
      for (const result of resultsIn(results)) {
        if (!result.scanned) unscanned.push({ ...result, reason: result.unreachable?.message ?? '' });
      }
    }
    const plan = await pinned(seal.objects.plan, evidence, faults);
    if (plan) plans.set(run.sequence, JSON.parse(plan.toString()) as Plan);
  }
  await out.table(
    'gaps/targets-not-scanned.csv',
    ['sequence', 'account', 'region', 'startedAt', 'reason'],
    unscanned,
  );
  return { first: first?.sequence ?? 0, count, previous: first?.previous ?? null, last, faults, plans };
}
