import { parsePolicy } from '#lib/domain/policy/document.ts';

/** The policy of a bucket into which these services deliver logs, by statements that are changed so. */
export const receives = (services: readonly string[], change: object = {}) =>
  parsePolicy(
    JSON.stringify({
      Statement: services.map((Service) => ({
        Effect: 'Allow',
        Principal: { Service },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::logs/*',
        ...change,
      })),
    }),
  );
