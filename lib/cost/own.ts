import { ASSUMED } from './assumptions.ts';
import type { Usage } from './bill.ts';
import type { Counted } from './counted.ts';
import { DEPLOYED } from './deployed.ts';
import { requestsOf } from './requests.ts';
import { findingsOf, type Size, targetsOf } from './size.ts';

const GIGABYTE = 2 ** 30;
const MEGABYTES_PER_GIGABYTE = 1024;
const SECONDS_PER_HOUR = 3_600;
const HOURS_PER_DAY = 24;
const DAYS_PER_YEAR = 365;

/** Units of 1 KB that a write takes, of 4 KB that a read takes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
const WRITE_UNIT = 1_024;
const READ_UNIT = 4_096;
/** A write in a transaction is charged twice; in an index it is charged once. Same page. */
const TRANSACTION = 2;
/** What DynamoDB adds to each item for its indexes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const ITEM_OVERHEAD = 100;
/** Smaller objects are not moved. https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const SMALLEST_COLD_OBJECT = 131_072;
/** A heartbeat is read to plan, before its target is scanned, and to seal. */
const HEARTBEAT_READS = 3;
/** Objects of a run beside those of its targets: plan, map, items, targets, seal. */
const RUN_OBJECTS = 5;

/** Seconds that all scan-target functions of a run take together; each has some targets side by side. */
export function scanSeconds(size: Size, counted: Counted): number {
  const { total } = requestsOf(size, counted);
  const oneByOne =
    targetsOf(size) * (ASSUMED.targetSeconds + ASSUMED.requestSeconds) +
    (total / ASSUMED.parallelRequests) * ASSUMED.requestSeconds;
  return oneByOne / DEPLOYED.sideBySide;
}

/** Functions among which a run's targets are divided. */
const batchesOf = (size: Size, counted: Counted): number =>
  Math.max(
    Math.ceil(targetsOf(size) / DEPLOYED.batchTargets),
    Math.ceil(requestsOf(size, counted).total / DEPLOYED.batchRequests),
  );

/** What Vouch's own account is charged for. */
export const ownUsage = (size: Size, counted: Counted): readonly Usage[] => [
  ...compute(size, counted),
  ...workflow(size, counted),
  ...table(size, counted),
  ...bucket(size, counted),
  ...keys(size),
  ...watching(size, counted),
  { price: 'event', what: 'the run is sealed', quantity: 1 },
  { price: 'scheduledStart', what: 'the run is started', quantity: 1 },
  {
    price: 'queueRequest',
    what: 'is there drift to be told or looked up?',
    quantity: DEPLOYED.polledQueues * ASSUMED.pollsPerDay,
  },
  { price: 'topicRequest', what: 'the digest', quantity: 1 },
  {
    price: 'otherRegion',
    what: 'requests to other Regions',
    quantity:
      (requestsOf(size, counted).total * ASSUMED.requestBytes * ((size.regions - 1) / size.regions)) /
      GIGABYTE,
  },
];

function compute(size: Size, counted: Counted): readonly Usage[] {
  const targets = targetsOf(size);
  const calls = batchesOf(size, counted) + DEPLOYED.callsPerRun;
  const { memory } = DEPLOYED;
  const gigabyteSeconds = (name: keyof typeof memory, seconds: number): number =>
    (memory[name] / MEGABYTES_PER_GIGABYTE) * seconds;
  return [
    { price: 'lambdaRequest', what: 'functions called', quantity: calls },
    {
      price: 'lambdaTime',
      what: 'scan-target',
      quantity: gigabyteSeconds('scan-target', scanSeconds(size, counted)),
    },
    {
      price: 'lambdaTime',
      what: 'plan-scan, seal-scan',
      quantity:
        gigabyteSeconds('plan-scan', size.accounts * ASSUMED.planSecondsPerAccount) +
        gigabyteSeconds('seal-scan', targets * ASSUMED.sealSecondsPerTarget),
    },
  ];
}

function workflow(size: Size, counted: Counted): readonly Usage[] {
  const children = batchesOf(size, counted);
  return [
    {
      price: 'stateTransition',
      what: 'the run, and the start of each child',
      quantity: DEPLOYED.statesPerRun + children,
    },
    { price: 'expressRequest', what: 'a child for each batch', quantity: children },
    {
      price: 'expressTime',
      what: 'children waiting for scan-target',
      quantity: (ASSUMED.expressMegabytes / MEGABYTES_PER_GIGABYTE) * scanSeconds(size, counted),
    },
  ];
}

function table(size: Size, counted: Counted): readonly Usage[] {
  const targets = targetsOf(size);
  const findings = findingsOf(size, counted);
  const changes = findings * size.changeRate;
  const { heartbeat, finding, transition, failing } = counted.items;
  const writes = (bytes: number): number => Math.ceil(bytes / WRITE_UNIT);
  const held = (bytes: number): number => bytes + ITEM_OVERHEAD;
  const transitions = findings + changes * size.retentionDays;
  const inTable = findings * held(finding) + transitions * held(transition) + targets * held(heartbeat);
  const inIndex =
    failing * findings * held(finding) + transitions * held(transition) + targets * held(heartbeat);
  return [
    {
      price: 'tableWrite',
      what: 'heartbeats, with their index',
      // Alone, and not in a transaction, where nothing has changed.
      quantity: targets * 2 * writes(heartbeat),
    },
    {
      price: 'tableWrite',
      what: 'changes: findings, transitions, their index',
      quantity: changes * (TRANSACTION + 1) * (writes(finding) + writes(transition)),
    },
    {
      price: 'tableRead',
      what: 'state of targets, to compare',
      // A query's pages are rounded up: at most one unit a target.
      quantity: targets * (Math.ceil(heartbeat / READ_UNIT) + 1) + (findings * finding) / READ_UNIT,
    },
    {
      price: 'tableRead',
      what: 'heartbeats, to plan, to begin and to seal',
      quantity: HEARTBEAT_READS * targets * Math.ceil(heartbeat / READ_UNIT),
    },
    { price: 'tableStorage', what: 'table and index', quantity: (inTable + inIndex) / GIGABYTE },
    { price: 'tableBackup', what: 'point-in-time recovery', quantity: inTable / GIGABYTE },
  ];
}

function bucket(size: Size, counted: Counted): readonly Usage[] {
  const targets = targetsOf(size);
  const { empty, evaluation, runFilesPerTarget, runFiles } = counted.objects;
  const evaluations = targets * empty + findingsOf(size, counted) * evaluation;
  const bytesPerDay = evaluations + targets * runFilesPerTarget + runFiles;
  const cold = evaluations / targets >= SMALLEST_COLD_OBJECT;
  const coldDays = cold ? Math.max(0, size.retentionDays - DEPLOYED.coldAfterDays) : 0;
  const puts = targets + RUN_OBJECTS;
  const gets = targets + batchesOf(size, counted) + RUN_OBJECTS;
  return [
    { price: 'bucketPut', what: 'an object for each target', quantity: puts },
    { price: 'bucketGet', what: 'is it there already?', quantity: gets },
    {
      price: 'bucketStandard',
      what: 'evidence',
      quantity: (bytesPerDay * (size.retentionDays - coldDays)) / GIGABYTE,
    },
    ...(coldDays > 0
      ? ([
          { price: 'bucketCold', what: 'older evidence', quantity: (bytesPerDay * coldDays) / GIGABYTE },
          { price: 'bucketTransition', what: 'evidence growing old', quantity: targets },
        ] as const)
      : []),
    {
      price: 'bucketStandard',
      what: 'access log',
      quantity: ((puts + gets) * ASSUMED.accessLogBytes * size.retentionDays) / GIGABYTE,
    },
  ];
}

function keys(size: Size): readonly Usage[] {
  const rotations = Math.min(DEPLOYED.chargedRotations, Math.floor(size.retentionDays / DAYS_PER_YEAR));
  return [
    { price: 'key', what: 'data key with rotations, signing key', quantity: DEPLOYED.keys + rotations },
    {
      price: 'keyRequest',
      what: 'objects encrypted',
      quantity: (targetsOf(size) + RUN_OBJECTS) / ASSUMED.objectsPerKeyRequest,
    },
    { price: 'keySignature', what: 'the seal', quantity: 1 },
  ];
}

function watching(size: Size, counted: Counted): readonly Usage[] {
  const lines = targetsOf(size) + batchesOf(size, counted) + DEPLOYED.callsPerRun;
  const logged = (lines * ASSUMED.logBytesPerCall) / GIGABYTE;
  const hours = Math.min(
    HOURS_PER_DAY,
    Math.ceil(scanSeconds(size, counted) / DEPLOYED.concurrency / SECONDS_PER_HOUR),
  );
  return [
    { price: 'logIngestion', what: "functions' logs", quantity: logged },
    {
      price: 'logStorage',
      what: "functions' logs",
      quantity: logged * ASSUMED.logCompression * Math.min(DEPLOYED.logDays, size.retentionDays),
    },
    // A metric is charged for the hours in which it has values.
    {
      price: 'customMetric',
      what: 'in the hours of the run',
      quantity: (DEPLOYED.customMetrics * hours) / HOURS_PER_DAY,
    },
    { price: 'alarmMetric', what: 'alarms', quantity: DEPLOYED.alarmMetrics },
    { price: 'dashboard', what: 'dashboard', quantity: DEPLOYED.dashboards },
  ];
}
