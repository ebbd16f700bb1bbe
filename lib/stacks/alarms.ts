import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { METRIC, METRICS } from '#lib/domain/metric.ts';
import { FUNCTIONS, type FunctionName } from './code.ts';

/** What is watched, and who is told. */
export interface AlarmsProps {
  readonly deployment: string;
  readonly dataKey: Key;
  readonly functions: Readonly<Record<FunctionName, Lambda>>;
  readonly machine: StateMachine;
  /** Starts of runs, news, and drift to be looked up, that could not be delivered. */
  readonly deadLetters: Queue;
  readonly unannounced: Queue;
  readonly unattributed: Queue;
  /** What was announced, and could not be put into an alert or sent. */
  readonly unalerted: Queue;
  /** Calls that could not be followed up; undefined where nobody listens for any. */
  readonly unrescanned: Queue | undefined;
  readonly email: string | undefined;
}

interface Watch {
  readonly id: string;
  readonly says: string;
  readonly metric: IMetric;
  /** The alarm goes off below this sum; otherwise at any sum above zero. */
  readonly below?: number;
  /** Consecutive periods that must be bad; one, unless given. */
  readonly periods?: number;
  /** Silence is bad too. */
  readonly missing?: TreatMissingData;
}

/** A day, and time for a late and long run. */
const HOURS_WITHOUT_SEAL = 26;
const HOUR = Duration.hours(1);
const FIVE_MINUTES = Duration.minutes(5);

/** The topic that people subscribe to, an alarm for everything that would leave the record incomplete, a dashboard. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { deployment, dataKey, email } = props;
    this.topic = new Topic(this, 'Topic', {
      topicName: `${deployment}-alerts`,
      displayName: 'Vouch',
      masterKey: dataKey,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.topic.stack.account } },
      }),
    );
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));

    const action = new SnsAction(this.topic);
    for (const { id, says, metric, below, periods = 1, missing } of watches(props)) {
      const alarm = new Alarm(this, id, {
        alarmName: `${deployment}-${id}`,
        alarmDescription: says,
        metric,
        threshold: below ?? 0,
        comparisonOperator:
          below === undefined
            ? ComparisonOperator.GREATER_THAN_THRESHOLD
            : ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: periods,
        treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
    dashboard(this, props);
  }
}

/** A count of the functions' own, summed up. */
const own = (deployment: string, metricName: string, period: Duration): Metric =>
  new Metric({
    namespace: METRICS,
    metricName,
    dimensionsMap: { service: deployment },
    statistic: Stats.SUM,
    period,
  });

const sum = (metrics: Readonly<Record<string, IMetric>>, period: Duration): MathExpression =>
  new MathExpression({ expression: Object.keys(metrics).join(' + '), usingMetrics: { ...metrics }, period });

const watches = ({
  deployment,
  functions,
  machine,
  deadLetters,
  unannounced,
  unattributed,
  unalerted,
  unrescanned,
}: AlarmsProps): readonly Watch[] => {
  const at = { period: FIVE_MINUTES };
  return [
    {
      id: 'no-sealed-run',
      says: `No run was sealed in ${HOURS_WITHOUT_SEAL} hours: look at the executions of ${deployment}-scan`,
      metric: own(deployment, METRIC.runSealed, HOUR),
      below: 1,
      periods: HOURS_WITHOUT_SEAL,
      missing: TreatMissingData.BREACHING,
    },
    {
      id: 'targets-not-scanned',
      says: 'Some accounts or Regions could not be scanned; the events "Blind Spot Opened" name them and say why',
      metric: own(deployment, METRIC.targetsNotScanned, FIVE_MINUTES),
    },
    {
      id: 'run-failed',
      says: `An execution of ${deployment}-scan failed, was stopped or took too long`,
      metric: sum(
        {
          failed: machine.metricFailed(at),
          timedOut: machine.metricTimedOut(at),
          aborted: machine.metricAborted(at),
        },
        FIVE_MINUTES,
      ),
    },
    {
      id: 'start-not-delivered',
      says: 'The daily start could not be delivered; the message in the dead letter queue says why',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ ...at, statistic: Stats.MAXIMUM }),
    },
    {
      id: 'news-not-announced',
      says: 'Some changes in the record could not be announced: the log of announce-drift says why, and the record has them',
      metric: unannounced.metricApproximateNumberOfMessagesVisible({ ...at, statistic: Stats.MAXIMUM }),
    },
    {
      id: 'drift-not-attributed',
      says: 'Who made some findings fail could not be noted: the log of attribute-drift says why; the drift itself was announced',
      metric: unattributed.metricApproximateNumberOfMessagesVisible({ ...at, statistic: Stats.MAXIMUM }),
    },
    {
      id: 'alert-not-sent',
      says: 'Some alerts could not be sent: the log of route-alerts says why; move the messages of the dead letter queue back when it is mended',
      metric: unalerted.metricApproximateNumberOfMessagesVisible({ ...at, statistic: Stats.MAXIMUM }),
    },
    ...(unrescanned
      ? [
          {
            id: 'change-not-rescanned',
            says: 'What some calls changed could not be read again: the log of rescan-on-change says why; the next run reads everything',
            metric: unrescanned.metricApproximateNumberOfMessagesVisible({ ...at, statistic: Stats.MAXIMUM }),
          },
        ]
      : []),
    ...FUNCTIONS.map((name) => ({
      id: `${name}-failed`,
      says: `${name} failed, and its log group says why; or Lambda refused to run it, since the concurrency of the account does not suffice`,
      metric: sum(
        { failed: functions[name].metricErrors(at), refused: functions[name].metricThrottles(at) },
        FIVE_MINUTES,
      ),
    })),
  ];
};

function dashboard(scope: Construct, { deployment, functions, machine }: AlarmsProps): void {
  const graph = (title: string, ...left: readonly IMetric[]) =>
    new GraphWidget({ title, left: [...left], width: 12 });
  const each = (metric: (fn: Lambda) => IMetric) => FUNCTIONS.map((name) => metric(functions[name]));
  const counts = (...names: readonly string[]) => names.map((name) => own(deployment, name, HOUR));
  new Dashboard(scope, 'Dashboard', {
    dashboardName: deployment,
    widgets: [
      [
        graph('Sealed runs, targets not scanned', ...counts(METRIC.runSealed, METRIC.targetsNotScanned)),
        graph('What could not be evaluated', ...counts(METRIC.notEvaluated)),
      ],
      [
        graph('Requests to AWS', ...counts(METRIC.awsRequests)),
        graph('Runs', machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()),
      ],
      [
        graph('Errors', ...each((fn) => fn.metricErrors())),
        graph('Longest duration', ...each((fn) => fn.metricDuration({ statistic: Stats.MAXIMUM }))),
      ],
    ],
  });
}
