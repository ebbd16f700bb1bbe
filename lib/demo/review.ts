import type { Deployment } from '../adapters/deployment.ts';
import type { AccessReview, Line } from '../domain/access-review.ts';
import { isListed } from '../evidence/access-review.ts';
import { review } from '../evidence/review.ts';
import { recordReview } from '../evidence/review-record.ts';

/** The account of the demo's own side, and who reviews there. */
const ACCOUNT = '123456789012';
const REVIEWER = {
  arn: `arn:aws:iam::${ACCOUNT}:user/heidi`,
  account: ACCOUNT,
  userId: 'AIDADEMOHEIDI',
  requestId: 'played by the demo',
};

/** Who is to go, by the end of the ARN, and why. The role will, the user will not. */
const TO_REMOVE: Readonly<Record<string, string>> = {
  ':role/deploy': 'builds have run elsewhere since October',
  ':user/intern': 'the internship ended in September',
};

/** Heidi reviews everyone whom the last run saw; all but two may stay. */
export async function holdReview(
  { store, evidence, signer, reviews }: Deployment,
  at: Date,
): Promise<AccessReview> {
  const run = await store.lastRun();
  if (!run) throw new Error('there is no run to review');
  const decisions: Line[] = [];
  for await (const { rows } of review(run, null, evidence, []))
    for (const { type, resource } of rows.filter(isListed)) {
      const [, why] = Object.entries(TO_REMOVE).find(([end]) => resource.endsWith(end)) ?? [];
      decisions.push({ type, resource, decision: why ? 'remove' : 'keep', comment: why ?? '' });
    }
  const { sequence, id } = run;
  return recordReview(
    {
      step: 'review',
      run: { sequence, id },
      accounts: null,
      decisions,
      note: 'with the owners of the accounts',
    },
    REVIEWER,
    { store, evidence, signer, reviews, account: ACCOUNT, clock: () => at },
  );
}
