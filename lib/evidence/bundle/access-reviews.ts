import type { Run } from '../../domain/run.ts';
import { REVIEW_COLUMNS, type ReviewChange, type ReviewTotal } from '../access-review.ts';
import type { About, BundleFolder } from '../folder.ts';
import { review, runAsOf } from '../review.ts';
import type { Bundling } from './bundling.ts';

/** The control that reviews of access carry out. */
export const ACCESS_REVIEW: About = { controls: ['access-review'] };

interface TotalColumns {
  readonly difference: number;
  readonly requests: string;
}

/**
 * Who could enter at the end of the period, what AWS counted beside it, and who joined, left or changed since its
 * first run. Without a run that saw anything the tables are empty.
 * @returns what is not in the bucket as it was sealed
 */
export async function writeAccessReviews(
  out: BundleFolder,
  runs: readonly Run[],
  { evidence }: Pick<Bundling, 'evidence'>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const last = runAsOf(runs, '9999');
  const first = runs.find((run) => runAsOf([run], '9999')) ?? null;
  const totals: (Omit<ReviewTotal, 'requests'> & TotalColumns)[] = [];
  const changes: ReviewChange[] = [];
  async function* principals() {
    if (!last) return;
    for await (const account of review(last, first, evidence, faults)) {
      for (const { requests, ...total } of account.totals) {
        const difference = total.listed - total.counted;
        totals.push({ ...total, difference, requests: requests.join('\n') });
      }
      changes.push(...account.changes);
      for (const row of account.rows) yield { ...row, run: last.sequence, at: account.at };
    }
  }
  await out.table(
    'access-reviews/principals.csv',
    [...REVIEW_COLUMNS, 'run', 'at'],
    principals(),
    ACCESS_REVIEW,
  );
  await out.table(
    'access-reviews/totals.csv',
    ['account', 'kind', 'listed', 'counted', 'difference', 'requests'],
    totals,
    ACCESS_REVIEW,
  );
  await out.table(
    'access-reviews/changes.csv',
    ['change', 'columns', ...REVIEW_COLUMNS],
    changes,
    ACCESS_REVIEW,
  );
  return faults;
}
