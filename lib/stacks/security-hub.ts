import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { TABLE } from '../adapters/dynamodb.ts';
import { productArn } from '../evidence/machine/asff.ts';
import { EXPORTER } from './code.ts';
import { makeFunction } from './functions.ts';
import type { RecordStack } from './record.ts';

/** What is exported, and who is told when that fails. */
export interface SecurityHubProps {
  readonly deployment: string;
  readonly record: RecordStack;
  /** Folder with a folder for each bundled function. */
  readonly code: string;
  readonly topic: ITopic;
}

const TRIES = 2;

/**
 * Tells Security Hub of this account and Region, after each run, what fails. It takes findings from their own account
 * alone, so all are of this one and name the account of their resource: nothing may be written in scanned accounts.
 */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, { deployment, record, code, topic }: SecurityHubProps) {
    super(scope, id);
    const { table, dataKey, bus } = record;
    const { partition, account, region, urlSuffix } = Stack.of(this);
    const exporter = makeFunction(this, {
      name: EXPORTER,
      job: {
        description: 'Tells Security Hub what fails',
        memory: 512,
        timeout: Duration.minutes(15),
        concurrency: 1,
      },
      statements: [
        new PolicyStatement({
          sid: 'Table',
          actions: ['dynamodb:Query'],
          resources: [table.tableArn, `${table.tableArn}/index/${TABLE.index.name}`],
        }),
        new PolicyStatement({
          sid: 'DataKeyThroughTable',
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: [dataKey.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
        }),
        new PolicyStatement({
          sid: 'Import',
          actions: ['securityhub:BatchImportFindings'],
          resources: [productArn({ partition, account, region })],
        }),
      ],
      deployment,
      record,
      code,
    });
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const setAside = new ManagedPolicy(this, 'SetAside', {
      roles: [exporter.role as Role],
      statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] })],
    });
    new EventInvokeConfig(this, 'Tries', {
      function: exporter,
      retryAttempts: TRIES,
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    }).node.addDependency(setAside); // Lambda looks whether the role may send to the queue
    new Rule(this, 'Sealed', {
      description: 'A run is sealed, and what fails is to be exported',
      eventBus: bus,
      eventPattern: { source: ['vouch'], detailType: ['Run Sealed'] },
      targets: [new LambdaFunction(exporter, { deadLetterQueue: deadLetters, retryAttempts: TRIES })],
    });
    deadLetters
      .metricApproximateNumberOfMessagesVisible({ statistic: 'max' })
      .createAlarm(this, 'NotExported', {
        alarmDescription: 'Security Hub does not have what a run found: see the log of the function',
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(topic));
  }
}
