import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  Fail,
  JitterType,
  JsonPath,
  LogLevel,
  ResultWriterV2,
  S3JsonItemReader,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { FunctionName } from './code.ts';
import type { RecordStack } from './record.ts';

/** What the workflow needs to know. */
export interface WorkflowProps {
  readonly deployment: string;
  readonly record: RecordStack;
  readonly functions: Readonly<Record<FunctionName, Lambda>>;
  /** Where plan-scan leaves the targets. */
  readonly items: IBucket;
  /** Where Step Functions writes what became of each target's execution. */
  readonly scratch: Bucket;
  readonly concurrency: number;
  readonly targetTime: Duration;
}

/** Under the six hours after which another execution takes this one's run for dead. */
const LONGEST_RUN = Duration.hours(5);
/** Express executions end after five minutes, which must hold the scan and its beginning. */
const LONGEST_EXPRESS = Duration.minutes(4);

/** Lambda was not reached, or was busy: the function did not run, or may run again. */
const LAMBDA_ERRORS = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

/** Waits grow and are spread out, so that what failed together does not come back together. */
const retry = (errors: readonly string[], maxAttempts: number) => ({
  errors: [...errors],
  maxAttempts,
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.minutes(5),
  jitterStrategy: JitterType.FULL,
});

/**
 * A run: settle the record, plan, scan every target, seal.
 *
 * An execution ends only the run that it opened itself. Settling opens none, and plan-scan fails if it opened none; so
 * an execution that meets another's run stops and touches nothing.
 */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { deployment, record, functions } = props;
    const call = (
      name: string,
      fn: FunctionName,
      payload: Record<string, unknown>,
      output: { readonly outputPath?: string; readonly resultPath?: string },
    ) =>
      new LambdaInvoke(this, name, {
        lambdaFunction: functions[fn],
        payload: TaskInput.fromObject(payload),
        retryOnServiceExceptions: false,
        ...output,
      });
    const replaced = { outputPath: '$.Payload' };
    const ignored = { resultPath: JsonPath.DISCARD };
    const failure = { errorPath: '$.error.Error', causePath: '$.error.Cause' };
    const caught = { resultPath: '$.error' };
    const notStarted = new Fail(this, 'NotStarted', {
      ...failure,
      comment: 'No run was opened: another is under way, or the record could not be settled',
    });

    const sealed = new Choice(this, 'WereAllScansStarted')
      .when(Condition.isPresent('$.error'), new Fail(this, 'NotScanned', failure))
      .otherwise(new Succeed(this, 'Sealed'));
    const seal = call('Seal', 'seal-scan', { run: JsonPath.objectAt('$.run') }, ignored).addRetry(
      retry(['States.ALL'], 8),
    );
    seal.next(sealed);

    const scan = this.scanTargets(props).addCatch(seal, caught);
    scan.next(seal);

    const endRun = call('EndRun', 'seal-scan', { failure: JsonPath.stringAt('$.failure') }, ignored).addRetry(
      retry(['States.ALL'], 8),
    );
    endRun.next(new Fail(this, 'NotPlanned', { error: 'NotPlanned', causePath: '$.failure' }));

    // Of plan-scan's calls only those are repeated that cannot have opened a run.
    const plan = call('Plan', 'plan-scan', {}, replaced)
      .addRetry(retry(['Lambda.TooManyRequestsException'], 5))
      .addCatch(notStarted, caught);
    plan.next(new Choice(this, 'IsPlanned').when(Condition.isPresent('$.failure'), endRun).otherwise(scan));

    const settle = call('Settle', 'seal-scan', {}, replaced)
      .addRetry(retry(LAMBDA_ERRORS, 5))
      .addCatch(notStarted, caught);

    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: `${deployment}-scan`,
      comment: 'Vouch: one run, from settling the record to the seal',
      definitionBody: DefinitionBody.fromChainable(settle.next(plan)),
      timeout: LONGEST_RUN,
      logs: {
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${deployment}-scan`,
          retention: RetentionDays.ONE_YEAR,
          encryptionKey: record.dataKey,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    this.machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [record.dataKey.keyArn],
      }),
    );
  }

  private scanTargets({ functions, items, scratch, concurrency, targetTime }: WorkflowProps): DistributedMap {
    const passed = ['run', 'partition', 'scope'].map(
      (name) => [name, JsonPath.objectAt(`$.${name}`)] as const,
    );
    const map = new DistributedMap(this, 'ScanTargets', {
      itemReader: new S3JsonItemReader({
        bucket: items,
        key: JsonPath.stringAt('$.items.key'),
      }),
      itemSelector: {
        ...Object.fromEntries(passed),
        targets: JsonPath.objectAt('$$.Map.Item.Value.targets'),
      },
      maxConcurrency: concurrency,
      // The sealer accounts for every target that no scan reported.
      toleratedFailurePercentage: 100,
      mapExecutionType:
        targetTime.toSeconds() <= LONGEST_EXPRESS.toSeconds()
          ? StateMachineType.EXPRESS
          : StateMachineType.STANDARD,
      resultWriterV2: new ResultWriterV2({ bucket: scratch as IBucket, prefix: 'workflow' }),
      resultPath: JsonPath.DISCARD,
    });
    return map.itemProcessor(
      new LambdaInvoke(this, 'ScanTarget', {
        lambdaFunction: functions['scan-target'],
        payloadResponseOnly: true,
        retryOnServiceExceptions: false,
      }).addRetry(retry(['States.ALL'], 4)),
    );
  }
}
