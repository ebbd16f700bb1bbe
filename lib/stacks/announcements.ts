import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as Lambda, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HEARD } from '#lib/domain/event.ts';
import { TABLE } from '../adapters/dynamodb.ts';
import type { RecordStack } from './record.ts';

/** What is announced, and by whom. */
export interface AnnouncementsProps {
  readonly record: RecordStack;
  readonly announcer: Lambda;
}

/**
 * Hands what is new in the table to announce-drift: transitions that somebody hears of, notices, and runs that
 * have their seal.
 * A record that never works is set aside, and its shard goes on.
 */
export class Announcements extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { record, announcer }: AnnouncementsProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const setAside = new ManagedPolicy(this, 'SetAside', {
      roles: [announcer.role as Role],
      statements: [
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }),
      ],
    });
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: announcer,
      eventSourceArn: record.stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(5),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 8,
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
      filters: [
        {
          eventName: ['INSERT'],
          dynamodb: {
            Keys: { sk: { S: [{ prefix: TABLE.transitions }] } },
            NewImage: { value: { M: { kind: { S: Object.keys(HEARD) } } } },
          },
        },
        { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [TABLE.notices] } } } },
        {
          dynamodb: {
            Keys: { pk: { S: [TABLE.runs] } },
            NewImage: { value: { M: { status: { S: [{ 'anything-but': ['open'] }] } } } },
          },
        },
      ].map((pattern) => ({ pattern: JSON.stringify(pattern) })),
    });
    mapping.node.addDependency(setAside); // Lambda looks whether the role may use both ends
  }
}
