import type { Usage } from './facts/iam.ts';
import { fail, type Outcome, pass } from './verdict.ts';

/** When a credential was last used, for people. */
export const lastUse = ({ ageDays, unusedDays }: Usage): string =>
  unusedDays === null ? `no recorded use, set ${ageDays} days ago` : `last used ${unusedDays} days ago`;

/**
 * The outcome of a rule that lists something for the access review: its facts are there, since the rule was asked;
 * what can be missing is somebody to ask about it.
 * @param told what the reviewer sees first
 * @param ownerTag the key of the tag that names the owner; empty where the company names owners elsewhere
 */
export function listedForReview(
  told: string,
  tags: Readonly<Record<string, string>>,
  ownerTag: string,
): Outcome {
  if (ownerTag === '') return pass(told);
  const owner = tags[ownerTag];
  return owner ? pass(`${told}; owner: ${owner}`) : fail(`${told}; no tag ${ownerTag} names an owner`);
}
