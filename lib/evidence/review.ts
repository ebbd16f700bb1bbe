import type { Run, TargetResult } from '../domain/run.ts';
import { GLOBAL_REGION } from '../domain/target.ts';
import {
  type ReviewChange,
  type ReviewRow,
  type ReviewTotal,
  reviewChanges,
  reviewRows,
  reviewTotals,
} from './access-review.ts';
import { evaluationsOf, type Sealed, sealedResults } from './record.ts';

/** The review of one account: who can enter, what AWS counts beside it, and what changed since an earlier run. */
export interface AccountReview {
  readonly account: string;
  /** When the account was read; null when it was not in the run. */
  readonly at: string | null;
  readonly rows: readonly ReviewRow[];
  readonly totals: readonly ReviewTotal[];
  readonly changes: readonly ReviewChange[];
}

/** IAM and Identity Center are read in each account's global services. */
export const isReviewed = ({ region }: TargetResult): boolean => region === GLOBAL_REGION;

/** The newest sealed run that began before a time, and examined anything; null when there is none. */
export function runAsOf(runs: readonly Run[], time: string): Run | null {
  return (
    runs.findLast(({ startedAt, seal, targets }) => seal && targets.scanned > 0 && startedAt < time) ?? null
  );
}

/**
 * Reviews account by account, in their order. Accounts that only the earlier run has are told of by their changes.
 * @param since the earlier run; without it nothing has changed
 * @param faults gets what is not in the bucket as it was sealed
 * @param accounts the only ones to review; null for all
 */
export async function* review(
  run: Run,
  since: Run | null,
  evidence: Sealed,
  faults: string[],
  accounts: readonly string[] | null = null,
): AsyncGenerator<AccountReview> {
  const byAccount = async (of: Run | null): Promise<ReadonlyMap<string, TargetResult>> =>
    new Map(
      ((of && (await sealedResults(of, evidence, faults))) ?? [])
        .filter((result) => isReviewed(result) && (accounts?.includes(result.account) ?? true))
        .map((result) => [result.account, result]),
    );
  const [now, before] = [await byAccount(run), await byAccount(since)];
  const read = async (result: TargetResult | undefined) =>
    result ? await evaluationsOf(result, evidence, faults) : [];
  for (const account of [...new Set([...now.keys(), ...before.keys()])].sort()) {
    const [old, evaluations] = [await read(before.get(account)), await read(now.get(account))];
    const rows = reviewRows(evaluations);
    yield {
      account,
      at: now.get(account)?.startedAt ?? null,
      rows,
      totals: reviewTotals(evaluations),
      changes: since ? reviewChanges(reviewRows(old), rows) : [],
    };
  }
}
