import type { Usage } from './bill.ts';
import type { Counted } from './counted.ts';
import { requestsOf } from './requests.ts';
import type { Size } from './size.ts';

/** Calls that AWS charges to the account that is asked; those of other services are free. */
const CHARGED = [
  { price: 'keyRequest', what: 'keys read', operations: /^KMS\./ },
  { price: 'bucketPut', what: 'buckets listed', operations: /^S3\.List/ },
  { price: 'bucketGet', what: "buckets' settings read", operations: /^S3\.(?!List)/ },
  { price: 'queueRequest', what: 'queues read', operations: /^SQS\./ },
  { price: 'topicRequest', what: 'topics read', operations: /^SNS\./ },
  { price: 'secretRequest', what: "secrets' settings read", operations: /^SecretsManager\./ },
] as const;

/** AssumeRole is an event in the account that is entered and in Vouch's own. */
const LOGGED_TWICE = /^STS\.AssumeRole$/;
/** GuardDuty copies "events with security value" of global services to every Region. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html */
const GLOBAL = /^IAM\./;

/** What Vouch's calls make other accounts pay: each is a management event of CloudTrail. */
export function inducedUsage(size: Size, counted: Counted): readonly Usage[] {
  const events = requestsOf(size, counted).total + requestsOf(size, counted, LOGGED_TWICE).total;
  return [
    { price: 'trailEvent', what: 'copies beyond the first', quantity: events * size.trailCopies },
    { price: 'analyzedEvent', what: 'management events', quantity: events },
    {
      price: 'analyzedEvent',
      what: 'IAM events copied to other Regions, at most',
      quantity: requestsOf(size, counted, GLOBAL).total * (size.regions - 1),
    },
    ...CHARGED.map(({ price, what, operations }) => ({
      price,
      what,
      quantity: requestsOf(size, counted, operations).total,
    })),
  ];
}
