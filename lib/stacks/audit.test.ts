import { describe, expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CHANNELS } from '#lib/domain/alert.ts';
import { EVENT_TYPES } from '#lib/domain/event.ts';
import { deployed, FULL, resourcesOf, templates } from '../../test/support/deployment.ts';
import { FUNCTIONS } from './code.ts';

const { audit: template } = templates({ ...FULL, scanAt: '23:05', concurrency: 12 });
const plain = Template.fromStack(deployed().audit);
const alarm = (name: string) =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').find(
    ({ Properties }) => Properties.AlarmName === `vouch-${name}`,
  )?.Properties;

describe('functions', () => {
  test.each(FUNCTIONS)(
    '%s runs on a supported Node.js, with its own log kept for a year, and knows the record',
    (name) => {
      template.hasResourceProperties('AWS::Lambda::Function', {
        FunctionName: `vouch-${name}`,
        Handler: `${name}.handler`,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Environment: {
          Variables: {
            VOUCH_TABLE: Match.anyValue(),
            VOUCH_BUCKET: Match.anyValue(),
            VOUCH_SIGNING_KEY: Match.anyValue(),
            VOUCH_EVENT_BUS: Match.anyValue(),
            VOUCH_SCOPE: 'scope.yaml',
            POWERTOOLS_SERVICE_NAME: 'vouch',
          },
        },
      });
      template.hasResourceProperties('AWS::Logs::LogGroup', {
        LogGroupName: `/aws/lambda/vouch-${name}`,
        RetentionInDays: 365,
        KmsKeyId: Match.anyValue(),
      });
    },
  );

  test('no more targets are scanned at once than the setting says', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'scan-target.handler',
      ReservedConcurrentExecutions: 12,
      Timeout: 240,
    });
  });
});

test('a run starts daily within half an hour, is tried again, and is never lost in silence', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(5 23 * * ? *)',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
    State: 'ENABLED',
    Target: Match.objectLike({
      RetryPolicy: { MaximumRetryAttempts: 12, MaximumEventAgeInSeconds: 14_400 },
      DeadLetterConfig: Match.anyValue(),
    }),
  });
});

describe('alarms', () => {
  test('no sealed run in 26 hours: silence counts', () => {
    expect(alarm('no-sealed-run')).toMatchObject({
      Namespace: 'Vouch',
      MetricName: 'RunSealed',
      Dimensions: [{ Name: 'service', Value: 'vouch' }],
      Period: 3600,
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test('any target that was not scanned, any start that was not delivered', () => {
    const any = { Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 };
    expect(alarm('targets-not-scanned')).toMatchObject({ MetricName: 'TargetsNotScanned', ...any });
    expect(alarm('start-not-delivered')).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      ...any,
    });
  });

  const metrics = (name: string) =>
    [...JSON.stringify(alarm(name)).matchAll(/"MetricName":"(\w+)"/g)].map(([, metric]) => metric).sort();

  test('failed runs, however they come about', () => {
    expect(metrics('run-failed')).toEqual(['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsTimedOut']);
  });

  test.each(FUNCTIONS)('errors and throttles of %s', (name) => {
    expect(alarm(`${name}-failed`)).toMatchObject({ Threshold: 0 });
    expect(metrics(`${name}-failed`)).toEqual(['Errors', 'Throttles']);
  });

  test('all of them tell the topic, which is encrypted and lets CloudWatch in', () => {
    const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
    const topic = resourcesOf(template, 'AWS::SNS::Topic').find(
      ({ Properties }) => Properties.TopicName === 'vouch-alerts',
    );
    expect(alarms).toHaveLength(8 + FUNCTIONS.length);
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toEqual([topic?.id]);
    expect(topic?.Properties.KmsMasterKeyId).toEqual(expect.stringContaining('DataKey'));
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish' }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: FULL.alertEmail,
    });
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });
});

test('what is announced becomes alerts: a queue that waits for the rest, a topic for each channel, mail to the one address', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['vouch'], 'detail-type': [...EVENT_TYPES] },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionName: { Ref: Match.stringLikeRegexp('routealerts') },
    BatchSize: 1000,
    MaximumBatchingWindowInSeconds: 20,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  for (const channel of CHANNELS) {
    template.hasResourceProperties('AWS::SNS::Topic', {
      TopicName: `vouch-drift-${channel}`,
      KmsMasterKeyId: Match.anyValue(),
    });
    template.hasOutput(`Alerts${channel}`, {});
  }
  template.resourcePropertiesCountIs(
    'AWS::SNS::Subscription',
    { Protocol: 'email', Endpoint: FULL.alertEmail },
    CHANNELS.length + 1,
  );
  plain.resourceCountIs('AWS::SNS::Subscription', 0);
});

test('news in the table is announced in order, one at a time; what never works is set aside', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: Match.anyValue(),
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 8,
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
  });
  const [mapping] = resourcesOf(template, 'AWS::Lambda::EventSourceMapping');
  const { Filters } = (mapping?.Properties.FilterCriteria ?? { Filters: [] }) as {
    Filters: readonly { Pattern: string }[];
  };
  expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
    {
      eventName: ['INSERT'],
      dynamodb: {
        Keys: { sk: { S: [{ prefix: 'TRANSITION ' }] } },
        NewImage: {
          value: { M: { kind: { S: ['drift', 'restoration', 'blind-spot', 'sight-regained', 'left'] } } },
        },
      },
    },
    { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: ['NOTICES'] } } } },
    {
      dynamodb: {
        Keys: { pk: { S: ['RUNS'] } },
        NewImage: { value: { M: { status: { S: [{ 'anything-but': ['open'] }] } } } },
      },
    },
  ]);
  expect(alarm('news-not-announced')).toMatchObject({
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 0,
  });
});

test('drift goes to attribute-drift once CloudTrail can know of it; what never works is set aside', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['vouch'], 'detail-type': ['Control Drift Detected'] },
  });
  template.hasResourceProperties('AWS::SQS::Queue', {
    DelaySeconds: 900,
    VisibilityTimeout: 3600,
    RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: Match.anyValue(),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  expect(alarm('drift-not-attributed')).toMatchObject({ Threshold: 0 });
});

describe('changes', () => {
  test('calls that AWS tells of, in accounts of the Organization alone, come to the bus', () => {
    template.hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        Principal: '*',
        Action: 'events:PutEvents',
        Condition: {
          StringEquals: {
            'aws:PrincipalOrgID': FULL.organizationId,
            'events:detail-type': 'AWS API Call via CloudTrail',
          },
          StringLike: { 'events:source': 'aws.*' },
        },
      },
    });
  });

  test('they wait together for a little, few functions look, and what never works is set aside', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: [{ prefix: 'aws.' }], 'detail-type': ['AWS API Call via CloudTrail'] },
      Targets: [Match.objectLike({ InputPath: '$.detail', DeadLetterConfig: Match.anyValue() })],
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 2_000,
      MaximumBatchingWindowInSeconds: 30,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 480,
      SqsManagedSseEnabled: true,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
    });
    expect(alarm('change-not-rescanned')).toMatchObject({ Threshold: 0 });
  });

  test('are not listened for unless Regions are named', () => {
    expect(resourcesOf(plain, 'AWS::Events::EventBusPolicy')).toEqual([]);
    expect(
      resourcesOf(plain, 'AWS::CloudWatch::Alarm').filter(
        ({ Properties }) => Properties.AlarmName === 'vouch-change-not-rescanned',
      ),
    ).toEqual([]);
  });
});

describe('the auditor', () => {
  test('comes in with MFA and external id, and reads bundles only', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'vouch-auditor',
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { AWS: FULL.auditor },
            Condition: {
              Bool: { 'aws:MultiFactorAuthPresent': 'true' },
              StringEquals: { 'sts:ExternalId': FULL.auditorExternalId },
            },
          }),
        ],
      },
    });
    const policy = resourcesOf(template, 'AWS::IAM::ManagedPolicy').find(({ id }) =>
      id.startsWith('Auditor'),
    );
    expect(policy?.Properties.PolicyDocument).toMatchObject({
      Statement: [
        { Action: 'lambda:InvokeFunction', Resource: expect.stringMatching(/build-?bundle/i) },
        { Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': 'bundles/*' } } },
        { Action: 's3:GetObject', Resource: expect.stringMatching(/\/bundles\/\*$/) },
        {
          Action: 'kms:Decrypt',
          Condition: {
            StringEquals: { 'kms:EncryptionContext:aws:s3:arn': expect.stringContaining('Evidence') },
          },
        },
      ],
    });
  });

  test('has no role unless named', () => {
    expect(
      Object.keys(plain.findResources('AWS::IAM::Role')).filter((id) => id.startsWith('Auditor')),
    ).toEqual([]);
  });
});

test('Athena reads runs by date without crawling, within bounds', () => {
  const [table] = resourcesOf(template, 'AWS::Glue::Table');
  expect(table?.Properties.TableInput).toMatchObject({
    PartitionKeys: [{ Name: 'day', Type: 'string' }],
    Parameters: {
      'projection.enabled': 'true',
      'projection.day.type': 'date',
      'storage.location.template': expect.stringMatching(/^s3:\/\/Evidence.*\/runs\/\$\{day\}\/$/),
    },
  });
  template.hasResourceProperties('AWS::Athena::WorkGroup', {
    WorkGroupConfiguration: Match.objectLike({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 214_748_364_800,
    }),
  });
});

test('the outputs say what to do next', () => {
  const outputs = Object.values(plain.findOutputs('*')).map(({ Description }) => String(Description));
  for (const step of [/^First run: aws stepfunctions start-execution/, /^Subscribe/, /^Invoke with/])
    expect(outputs).toContainEqual(expect.stringMatching(step));
});
