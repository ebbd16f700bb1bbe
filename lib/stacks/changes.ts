import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnEventBusPolicy, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { API_CALL } from './change-rules.ts';
import type { RecordStack } from './record.ts';

/** Whose calls are listened to, and who looks at what they changed. */
export interface ChangesProps {
  readonly record: RecordStack;
  readonly rescanner: Lambda;
  readonly organizationId: string;
}

/** Time for a batch: some hundred targets, a few requests each. */
export const RESCAN_TIME = Duration.minutes(4);
/** Calls come in groups; so long the first waits for the others, which then are one look at a target. */
const WINDOW = Duration.seconds(30);
/** Records of CloudTrail have some kilobytes, and an invocation takes six megabytes: that is met first. */
const BATCH = 2_000;
const TRIES = 5;

const KEPT: QueueProps = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
};

/**
 * Hands calls that members' rules send to Vouch's bus over to rescan-on-change. What never works is set aside: the daily
 * run sees it anyway.
 */
export class Changes extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { record, rescanner, organizationId }: ChangesProps) {
    super(scope, id);
    // Nobody but AWS itself can put events whose source begins with "aws.".
    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
    new CfnEventBusPolicy(this, 'Members', {
      eventBusName: record.bus.eventBusName,
      statementId: 'CallsInMembers',
      statement: {
        Sid: 'CallsInMembers',
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: record.bus.eventBusArn,
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': organizationId, 'events:detail-type': API_CALL },
          StringLike: { 'events:source': 'aws.*' },
        },
      },
    });

    this.deadLetters = new Queue(this, 'DeadLetters', { ...KEPT, retentionPeriod: Duration.days(14) });
    const calls = new Queue(this, 'Calls', {
      ...KEPT,
      retentionPeriod: Duration.days(1), // by then, a run has seen what it was about
      visibilityTimeout: Duration.minutes(2 * RESCAN_TIME.toMinutes()), // what fails is tried again soon
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    new Rule(this, 'Call', {
      description: 'Calls in members that may have changed what rules read',
      eventBus: record.bus,
      eventPattern: { source: [{ prefix: 'aws.' }] as unknown as string[], detailType: [API_CALL] },
      // Not shortened: which resource a call is about can stand in any of its parameters.
      targets: [
        new SqsQueue(calls, {
          message: RuleTargetInput.fromEventPath('$.detail'),
          deadLetterQueue: this.deadLetters,
        }),
      ],
    });
    const receive = new ManagedPolicy(this, 'Receive', {
      roles: [rescanner.role as Role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [calls.queueArn],
        }),
      ],
    });
    const mapping = new EventSourceMapping(this, 'Queue', {
      target: rescanner,
      eventSourceArn: calls.queueArn,
      batchSize: BATCH,
      maxBatchingWindow: WINDOW,
      maxConcurrency: 2, // the fewest: each batch looks once at what its calls touch
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(receive); // Lambda looks whether the role may read the queue
  }
}
