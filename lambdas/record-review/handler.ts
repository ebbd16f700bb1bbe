import { identify } from '#lib/adapters/identity.ts';
import { Refusal } from '#lib/domain/exception.ts';
import { hashOf } from '#lib/evidence/canonical.ts';
import { recordReview } from '#lib/evidence/review-record.ts';
import { recordReviewEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/**
 * Signs and keeps an access review, for whoever AWS says has signed it off. A function of its own: who reviews access
 * need not be let approve exceptions.
 * @returns the review, or why it was refused
 */
export const handler = lambda(recordReviewEvent, async ({ ask, proof }, { invokedFunctionArn }) => {
  try {
    const by = await identify(proof, hashOf(ask));
    const account = invokedFunctionArn.split(':')[4] ?? '';
    const review = await recordReview(ask, by, { ...setting(), account });
    logger.info('recorded', { review: review.id, run: ask.run.sequence, by: by.arn });
    return { review };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logger.info('refused', { run: ask.run.sequence, reason: error.message });
    return { refused: error.message };
  }
});
