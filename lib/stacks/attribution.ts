import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HEARD } from '#lib/domain/event.ts';
import { ATTRIBUTION_TRIES } from '#lib/drift/attribute.ts';
import type { RecordStack } from './record.ts';

/** What is attributed, and by whom. */
export interface AttributionProps {
  readonly record: RecordStack;
  readonly attributor: Lambda;
}

/** Time for a batch, at the pace that CloudTrail allows. */
export const ATTRIBUTION_TIME = Duration.minutes(10);
/** CloudTrail is up to fifteen minutes behind, which is also the longest that a queue holds a message back. */
const DELAY = Duration.minutes(15);
const BATCH = 20;

const KEPT: QueueProps = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.DESTROY,
};

/** Hands drift to attribute-drift once CloudTrail can know of it. The alert does not wait for that. */
export class Attribution extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { record, attributor }: AttributionProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', KEPT);
    const drifts = new Queue(this, 'Drifts', {
      ...KEPT,
      deliveryDelay: DELAY,
      visibilityTimeout: Duration.hours(1), // six times what a batch may take, and time for throttling to pass
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTRIBUTION_TRIES },
    });
    new Rule(this, 'Drift', {
      description: 'Drift whose maker is to be found',
      eventBus: record.bus,
      eventPattern: { source: ['vouch'], detailType: [HEARD.drift] },
      targets: [new SqsQueue(drifts, { deadLetterQueue: this.deadLetters })],
    });
    const receive = new ManagedPolicy(this, 'Receive', {
      roles: [attributor.role as Role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [drifts.queueArn],
        }),
      ],
    });
    const mapping = new EventSourceMapping(this, 'Queue', {
      target: attributor,
      eventSourceArn: drifts.queueArn,
      batchSize: BATCH,
      maxBatchingWindow: Duration.minutes(1),
      maxConcurrency: 2, // the fewest; each keeps to half of what CloudTrail allows
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(receive); // Lambda looks whether the role may read the queue
  }
}
