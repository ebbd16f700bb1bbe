import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CHANNELS, type Channel } from '#lib/domain/alert.ts';
import { EVENT_TYPES } from '#lib/domain/event.ts';
import { ALERT_TRIES } from '#lib/drift/alerts.ts';
import { topicPrefix } from './names.ts';
import type { RecordStack } from './record.ts';

/** What is routed, by whom, and who is told. */
export interface AlertsProps {
  readonly deployment: string;
  readonly record: RecordStack;
  readonly router: Lambda;
  readonly email: string | undefined;
}

/** Time for a batch: a thousand events, and the messages for them. */
export const ROUTING_TIME = Duration.minutes(2);
/** Events of one cause come one after another; so long the first waits for the others. */
const WINDOW = Duration.seconds(20);
const BATCH = 1_000;

const KEPT: QueueProps = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.DESTROY,
};

/** A topic for each channel, and the way from the bus to them: what cannot be routed is set aside. */
export class Alerts extends Construct {
  readonly deadLetters: Queue;
  readonly topics: Readonly<Record<Channel, Topic>>;

  constructor(scope: Construct, id: string, { deployment, record, router, email }: AlertsProps) {
    super(scope, id);
    const topic = (channel: Channel): Topic => {
      const made = new Topic(this, `Topic-${channel}`, {
        topicName: `${topicPrefix(deployment)}-${channel}`,
        displayName: `Vouch ${channel}`,
        masterKey: record.dataKey,
        enforceSSL: true,
      });
      if (email !== undefined) made.addSubscription(new EmailSubscription(email));
      return made;
    };
    this.topics = Object.fromEntries(CHANNELS.map((channel) => [channel, topic(channel)])) as Record<
      Channel,
      Topic
    >;

    this.deadLetters = new Queue(this, 'DeadLetters', KEPT);
    const events = new Queue(this, 'Events', {
      ...KEPT,
      visibilityTimeout: Duration.minutes(6 * ROUTING_TIME.toMinutes()), // what Lambda asks for
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ALERT_TRIES },
    });
    new Rule(this, 'Heard', {
      description: 'Everything that Vouch announces, to be put together to alerts',
      eventBus: record.bus,
      eventPattern: { source: ['vouch'], detailType: [...EVENT_TYPES] },
      targets: [new SqsQueue(events, { deadLetterQueue: this.deadLetters })],
    });
    const receive = new ManagedPolicy(this, 'Receive', {
      roles: [router.role as Role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [events.queueArn],
        }),
      ],
    });
    const mapping = new EventSourceMapping(this, 'Queue', {
      target: router,
      eventSourceArn: events.queueArn,
      batchSize: BATCH,
      maxBatchingWindow: WINDOW,
      maxConcurrency: 2, // the fewest: alerts of one cause are written one after another
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(receive); // Lambda looks whether the role may read the queue
  }
}

/** How the ARNs of the topics begin. */
export const topicArnPrefix = (stack: Stack, deployment: string): string =>
  stack.formatArn({ service: 'sns', resource: topicPrefix(deployment) });
