import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Schedule as DailySchedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** What is started, and when. */
export interface ScheduleProps {
  readonly deployment: string;
  readonly machine: StateMachine;
  /** Time of the day in UTC, `05:00`. */
  readonly at: string;
}

/** Starts a run every day. A start that cannot be delivered ends in a queue that an alarm watches. */
export class Schedule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { deployment, machine, at }: ScheduleProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const [hour = '', minute = ''] = at.split(':');
    new DailySchedule(this, 'Daily', {
      scheduleName: `${deployment}-daily`,
      description: 'Starts the daily run of Vouch',
      schedule: ScheduleExpression.cron({ hour: String(Number(hour)), minute: String(Number(minute)) }),
      timeWindow: TimeWindow.flexible(Duration.minutes(30)),
      target: new StepFunctionsStartExecution(machine, {
        retryAttempts: 12,
        maxEventAge: Duration.hours(4),
        deadLetterQueue: this.deadLetters,
      }),
    });
  }
}
