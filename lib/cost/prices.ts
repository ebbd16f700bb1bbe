/** The Region whose prices these are; most others cost up to a third more. */
export const PRICED_REGION = 'us-east-1';

/** One list price of AWS, without free tiers and discounts. */
export interface Price {
  readonly service: string;
  /** What one pays for. */
  readonly unit: string;
  /** USD for so many units ... */
  readonly usd: number;
  readonly per: number;
  /** ... each time, or for every month in which they are there. */
  readonly charged: 'use' | 'month';
  /** Month of the source that the price was taken from. */
  readonly asOf: string;
  /** AWS's page; the price to believe is the one found there. */
  readonly page: string;
}

const MILLION = 1_000_000;

const pricesOf = <Id extends string>(
  service: string,
  asOf: string,
  page: string,
  prices: Readonly<Record<Id, Pick<Price, 'unit' | 'usd' | 'per'> & Partial<Pick<Price, 'charged'>>>>,
): Readonly<Record<Id, Price>> =>
  Object.fromEntries(
    Object.entries<(typeof prices)[Id]>(prices).map(([id, price]) => [
      id,
      { service, asOf, page: `https://aws.amazon.com/${page}`, charged: 'use', ...price },
    ]),
  ) as Record<Id, Price>;

/** Every price of the model, first tier. docs/cost.md says how to bring them up to date. */
export const PRICES = {
  ...pricesOf('Lambda', '2026-05', 'lambda/pricing/', {
    lambdaRequest: { unit: 'requests', usd: 0.2, per: MILLION },
    lambdaTime: { unit: 'GB-s, arm64', usd: 0.0000133334, per: 1 },
  }),
  ...pricesOf('Step Functions', '2025-06', 'step-functions/pricing/', {
    stateTransition: { unit: 'transitions', usd: 0.025, per: 1_000 },
    expressRequest: { unit: 'express executions', usd: 1, per: MILLION },
    expressTime: { unit: 'GB-s, express', usd: 0.00001667, per: 1 },
  }),
  ...pricesOf('DynamoDB', '2024-11', 'dynamodb/pricing/on-demand/', {
    tableWrite: { unit: 'write units', usd: 0.625, per: MILLION },
    tableRead: { unit: 'read units', usd: 0.125, per: MILLION },
    tableStorage: { unit: 'GB held', usd: 0.25, per: 1, charged: 'month' },
    tableBackup: { unit: 'GB held', usd: 0.2, per: 1, charged: 'month' },
  }),
  ...pricesOf('S3', '2025-06', 's3/pricing/', {
    bucketPut: { unit: 'PUT, LIST', usd: 0.005, per: 1_000 },
    bucketGet: { unit: 'other requests', usd: 0.0004, per: 1_000 },
    bucketStandard: { unit: 'GB held', usd: 0.023, per: 1, charged: 'month' },
    bucketCold: { unit: 'GB held', usd: 0.004, per: 1, charged: 'month' },
    bucketTransition: { unit: 'transitions', usd: 0.02, per: 1_000 },
  }),
  ...pricesOf('KMS', '2026-03', 'kms/pricing/', {
    key: { unit: 'keys', usd: 1, per: 1, charged: 'month' },
    keyRequest: { unit: 'requests', usd: 0.03, per: 10_000 },
    keySignature: { unit: 'signatures', usd: 0.15, per: 10_000 },
  }),
  ...pricesOf('CloudWatch', '2026-02', 'cloudwatch/pricing/', {
    logIngestion: { unit: 'GB of logs', usd: 0.5, per: 1 },
    logStorage: { unit: 'GB held', usd: 0.03, per: 1, charged: 'month' },
    customMetric: { unit: 'metrics', usd: 0.3, per: 1, charged: 'month' },
    alarmMetric: { unit: 'alarm metrics', usd: 0.1, per: 1, charged: 'month' },
    dashboard: { unit: 'dashboards', usd: 3, per: 1, charged: 'month' },
  }),
  ...pricesOf('EventBridge', '2025-06', 'eventbridge/pricing/', {
    event: { unit: 'events', usd: 1, per: MILLION },
    scheduledStart: { unit: 'scheduled starts', usd: 1, per: MILLION },
  }),
  ...pricesOf('Data transfer', '2025-06', 'ec2/pricing/on-demand/', {
    otherRegion: { unit: 'GB to other Regions', usd: 0.02, per: 1 },
  }),
  ...pricesOf('CloudTrail', '2025-06', 'cloudtrail/pricing/', {
    trailEvent: { unit: 'events', usd: 2, per: 100_000 },
  }),
  ...pricesOf('GuardDuty', '2026-06', 'guardduty/pricing/', {
    analyzedEvent: { unit: 'events', usd: 4, per: MILLION },
  }),
  ...pricesOf('SQS', '2025-06', 'sqs/pricing/', {
    queueRequest: { unit: 'requests', usd: 0.4, per: MILLION },
  }),
  ...pricesOf('SNS', '2025-06', 'sns/pricing/', {
    topicRequest: { unit: 'requests', usd: 0.5, per: MILLION },
  }),
  ...pricesOf('Secrets Manager', '2025-06', 'secrets-manager/pricing/', {
    secretRequest: { unit: 'requests', usd: 0.05, per: 10_000 },
  }),
} as const;

export type PriceId = keyof typeof PRICES;
