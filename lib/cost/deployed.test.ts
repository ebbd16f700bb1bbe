import { expect, test } from '@jest/globals';
import { METRIC } from '#lib/domain/metric.ts';
import { REQUESTS_PER_BATCH, TARGETS_PER_BATCH } from '#lib/scan/batches.ts';
import { CONCURRENT_TARGETS } from '#lib/scan/run.ts';
import { readSettings } from '#lib/stacks/settings.ts';
import { resourcesOf, templates } from '../../test/support/deployment.ts';
import { DEPLOYED } from './deployed.ts';

const { record, audit, app } = templates();
const properties = (template: typeof audit, type: string) =>
  resourcesOf(template, type).map(({ Properties }) => Properties);

test('functions have the memory that is paid for, on arm64', () => {
  for (const [name, memory] of Object.entries(DEPLOYED.memory))
    expect(properties(audit, 'AWS::Lambda::Function')).toContainEqual(
      expect.objectContaining({
        FunctionName: expect.stringContaining(name),
        MemorySize: memory,
        Architectures: ['arm64'],
      }),
    );
});

test('the workflow has the states that are paid for, and an express child for each batch', () => {
  interface Definition {
    readonly StartAt: string;
    readonly States: Readonly<
      Record<string, { readonly Type: string; readonly Next?: string; readonly Default?: string }>
    >;
  }
  const [machine] = properties(audit, 'AWS::StepFunctions::StateMachine');
  const { StartAt, States } = JSON.parse(String(machine?.DefinitionString)) as Definition;
  const passed: string[] = [];
  for (let name: string | undefined = StartAt; name; name = States[name]?.Next ?? States[name]?.Default)
    passed.push(name);
  expect(passed.length).toBeGreaterThan(DEPLOYED.callsPerRun);
  expect(passed.length).toBeLessThanOrEqual(DEPLOYED.statesPerRun);
  const calls = passed.filter((name) => States[name]?.Type === 'Task');
  expect(calls).toHaveLength(DEPLOYED.callsPerRun);
  expect(States.ScanTargets).toMatchObject({
    Type: 'Map',
    MaxConcurrency: DEPLOYED.concurrency,
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } },
  });
  expect(States.ScanTargets).not.toHaveProperty('ItemBatcher');
  expect([TARGETS_PER_BATCH, REQUESTS_PER_BATCH, CONCURRENT_TARGETS]).toEqual([
    DEPLOYED.batchTargets,
    DEPLOYED.batchRequests,
    DEPLOYED.sideBySide,
  ]);
  expect(readSettings(app.node).concurrency).toBe(DEPLOYED.concurrency);
});

test('keys, alarms with each of their metrics, metrics of our own, the dashboard', () => {
  expect(resourcesOf(record, 'AWS::KMS::Key')).toHaveLength(DEPLOYED.keys);
  const metrics = properties(audit, 'AWS::CloudWatch::Alarm').map((alarm) =>
    Array.isArray(alarm.Metrics) ? alarm.Metrics.filter((metric) => 'MetricStat' in metric).length : 1,
  );
  expect(metrics.reduce((sum, count) => sum + count, 0)).toBe(DEPLOYED.alarmMetrics);
  expect(Object.keys(METRIC)).toHaveLength(DEPLOYED.customMetrics);
  expect(resourcesOf(audit, 'AWS::CloudWatch::Dashboard')).toHaveLength(DEPLOYED.dashboards);
});

test('queues that are asked for messages', () => {
  const polled = properties(audit, 'AWS::Lambda::EventSourceMapping').filter(({ EventSourceArn }) =>
    resourcesOf(audit, 'AWS::SQS::Queue').some(({ id }) => String(EventSourceArn).startsWith(id)),
  );
  expect(polled).toHaveLength(DEPLOYED.polledQueues);
});

test('evidence grows cold and logs end when the model says so', () => {
  expect(properties(record, 'AWS::S3::Bucket')).toContainEqual(
    expect.objectContaining({
      BucketEncryption: expect.anything(),
      LifecycleConfiguration: {
        Rules: [
          expect.objectContaining({
            Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: DEPLOYED.coldAfterDays }],
          }),
        ],
      },
    }),
  );
  for (const group of properties(audit, 'AWS::Logs::LogGroup'))
    expect(group.RetentionInDays).toBe(DEPLOYED.logDays);
});
