/**
 * What `cdk deploy` makes, as far as it costs money. `deployed.test.ts` holds it against the synthesized templates,
 * so that a change there shows here.
 */
export const DEPLOYED = {
  /** MiB of each function that runs daily. */
  memory: { 'plan-scan': 1024, 'scan-target': 512, 'seal-scan': 1024 },
  /** Functions called once a run: settle, plan, seal. */
  callsPerRun: 3,
  /** States that the workflow enters once a run, at most. */
  statesPerRun: 10,
  /** Batches scanned at once, targets at once in each, and what a batch holds at most. lib/scan/batches.ts */
  concurrency: 40,
  sideBySide: 4,
  batchTargets: 18,
  batchRequests: 1_000,
  /** Keys at first; the data key rotates yearly, and its first two rotations are charged like keys. */
  keys: 2,
  chargedRotations: 2,
  /** Metrics that alarms look at; an alarm over a sum is charged for each of its metrics. */
  alarmMetrics: 31,
  /** Queues that Lambda asks for messages all day: alerts, drift to be looked up. */
  polledQueues: 2,
  /** Metrics of the functions' own, one time series each. lib/domain/metric.ts */
  customMetrics: 4,
  dashboards: 1,
  /** Days until evidence moves to Glacier Instant Retrieval. */
  coldAfterDays: 90,
  /** Days that logs are kept. */
  logDays: 365,
} as const;
