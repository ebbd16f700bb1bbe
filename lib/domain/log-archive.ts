import type { PolicyDocument } from './policy/document.ts';
import { matchesAction } from './policy/match.ts';

/**
 * The services of AWS that deliver logs into buckets, each let in by the policy of the bucket.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
const DELIVER_LOGS = [
  'cloudtrail.amazonaws.com',
  'config.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'logdelivery.elasticloadbalancing.amazonaws.com',
  'logging.s3.amazonaws.com',
];

/**
 * The services that may deliver logs into a bucket with this policy, in the order of their names: who receives logs
 * shows in the account that keeps them, whichever accounts they come from.
 */
export const logSourcesOf = (policy: PolicyDocument | null): readonly string[] =>
  DELIVER_LOGS.filter((service) =>
    policy?.statements.some(
      ({ effect, principals, actions }) =>
        effect === 'Allow' &&
        principals.Service?.includes(service) &&
        actions.some((action) => matchesAction(action, 's3:PutObject')),
    ),
  );
