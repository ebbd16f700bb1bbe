import type { AccessReview, Reviews } from '#lib/domain/access-review.ts';

/** The twin of the access reviews in the DynamoDB table. */
export function memoryReviews(): Reviews {
  const all = new Map<string, AccessReview>();
  return {
    async addReview(review) {
      if (!all.has(review.id)) all.set(review.id, structuredClone(review));
    },
    async *reviews() {
      yield* [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}
