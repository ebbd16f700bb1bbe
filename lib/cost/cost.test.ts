import { describe, expect, test } from '@jest/globals';
import { billOf, usdPerDay } from './bill.ts';
import type { Counted } from './counted.ts';
import { inducedUsage } from './induced.ts';
import { ownUsage, scanSeconds } from './own.ts';
import { PRICES, type PriceId } from './prices.ts';
import { requestsOf } from './requests.ts';
import { findingsOf, type Size, targetsOf } from './size.ts';

/** Round numbers, so that every expectation can be worked out by hand. */
const COUNTED: Counted = {
  account: { requests: { 'STS.AssumeRole': 1, 'EC2.DescribeRegions': 1 } },
  globalTarget: { requests: { 'STS.AssumeRole': 1, 'IAM.GetAccountSummary': 4 }, evaluations: 5 },
  regionalTarget: {
    requests: { 'STS.AssumeRole': 1, 'KMS.ListKeys': 1, 'S3.ListBuckets': 1 },
    evaluations: 1,
  },
  resource: { requests: { 'KMS.DescribeKey': 0.5, 'S3.GetBucketPolicy': 0.25 }, evaluations: 2 },
  items: { heartbeat: 1_000, finding: 412, transition: 1_948, failing: 0.5 },
  objects: { empty: 100, evaluation: 50, runFilesPerTarget: 900, runFiles: 0 },
};
/** 10 accounts of 3 Regions are 40 targets; 1,000 resources of 2 findings, and 10 x (5 + 3 x 1), are 2,080 findings. */
const SIZE: Size = {
  accounts: 10,
  regions: 3,
  resources: 1_000,
  findingsPerResource: 2,
  changeRate: 0.1,
  retentionDays: 100,
  trailCopies: 2,
};
const GIGABYTE = 1_073_741_824;

const quantities = (usages: ReturnType<typeof ownUsage>, price: PriceId): readonly number[] =>
  usages.filter((usage) => usage.price === price).map(({ quantity }) => quantity);
const own = (price: PriceId, size: Partial<Size> = {}, counted: Counted = COUNTED) =>
  quantities(ownUsage({ ...SIZE, ...size }, counted), price);
const induced = (price: PriceId, size: Partial<Size> = {}) =>
  quantities(inducedUsage({ ...SIZE, ...size }, COUNTED), price);

describe('what a day takes', () => {
  test('targets and findings', () => {
    expect(targetsOf(SIZE)).toBe(40);
    expect(findingsOf(SIZE, COUNTED)).toBe(2_080);
  });

  test('requests: 10 x (2 + 5 + 3 x 3) without resources, 0.75 for each resource', () => {
    expect(requestsOf(SIZE, COUNTED)).toEqual({ fixed: 160, resources: 750, total: 910 });
    expect(requestsOf(SIZE, COUNTED, /^KMS\./)).toEqual({ fixed: 30, resources: 500, total: 530 });
  });

  test('time: half a second and one request for each target, then eight requests of 0.2 s at once; four targets side by side', () => {
    expect(scanSeconds(SIZE, COUNTED)).toBeCloseTo((40 * (0.5 + 0.2) + (910 / 8) * 0.2) / 4, 9); // 12.6875
  });
});

describe('own usage', () => {
  test('functions: three batches of 18 targets, half a GB for 12.6875 s, and one GB for 10 x 0.05 s and 40 x 0.001 s', () => {
    expect(own('lambdaRequest')).toEqual([6]);
    expect(own('lambdaRequest', { resources: 10_000 })).toEqual([11]); // 7,660 requests, 1,000 a batch
    expect(own('lambdaTime')).toEqual([expect.closeTo(6.34375, 9), expect.closeTo(0.54, 9)]);
  });

  test('workflow: ten states and a start for each child, which runs in a sixteenth of a GB', () => {
    expect(own('stateTransition')).toEqual([13]);
    expect(own('expressRequest')).toEqual([3]);
    expect(own('expressTime')).toEqual([expect.closeTo(0.79296875, 9)]);
  });

  test('writes: a unit in the index, one in the table and two in a transaction, for each begun KB', () => {
    // 40 heartbeats of 1 KB; 208 changes, each a finding of 1 KB and a transition of 2 KB
    expect(own('tableWrite')).toEqual([80, 208 * 3 * (1 + 2)]);
    const large = { ...COUNTED, items: { ...COUNTED.items, heartbeat: 1_025 } };
    expect(own('tableWrite', {}, large)[0]).toBe(160);
  });

  test('reads: each state once, each heartbeat three times more', () => {
    // 40 heartbeats and 40 queries that read 2,080 x 412 bytes in units of 4 KB
    expect(own('tableRead')).toEqual([expect.closeTo(80 + 209.21875, 9), 120]);
  });

  test('table: findings, transitions of the whole time and heartbeats, with 100 bytes each', () => {
    const transitions = 2_080 + 208 * 100;
    const table = 2_080 * 512 + transitions * 2_048 + 40 * 1_100;
    const index = 1_040 * 512 + transitions * 2_048 + 40 * 1_100;
    expect(own('tableStorage')).toEqual([expect.closeTo((table + index) / GIGABYTE, 9)]);
    expect(own('tableBackup')).toEqual([expect.closeTo(table / GIGABYTE, 9)]);
  });

  test('bucket: small objects stay where they are', () => {
    expect(own('bucketPut')).toEqual([45]);
    expect(own('bucketGet')).toEqual([48]); // three batches look at the map
    const perDay = 40 * 100 + 2_080 * 50 + 40 * 900;
    expect(own('bucketStandard')).toEqual([
      expect.closeTo((perDay * 100) / GIGABYTE, 9),
      expect.closeTo((93 * 700 * 100) / GIGABYTE, 9),
    ]);
    expect(own('bucketCold')).toEqual([]);
    expect(own('bucketTransition')).toEqual([]);
  });

  test('bucket: objects of 128 KB and more are cold after 90 days', () => {
    // 40 targets of 150,000 bytes
    const counted = {
      ...COUNTED,
      objects: { empty: 150_000, evaluation: 0, runFilesPerTarget: 0, runFiles: 0 },
    };
    const perDay = 6_000_000;
    expect(own('bucketStandard', {}, counted)[0]).toBeCloseTo((perDay * 90) / GIGABYTE, 9);
    expect(own('bucketCold', {}, counted)).toEqual([expect.closeTo((perDay * 10) / GIGABYTE, 9)]);
    expect(own('bucketTransition', {}, counted)).toEqual([40]);
    expect(own('bucketCold', { retentionDays: 90 }, counted)).toEqual([]);
  });

  test.each([
    [364, 2],
    [365, 3],
    [730, 4],
    [3_650, 4],
  ])('after %i days %i keys are charged', (retentionDays, keys) => {
    expect(own('key', { retentionDays })).toEqual([keys]);
  });

  test('metrics are charged by the hour: 40 functions at once, with four targets each', () => {
    expect(own('customMetric')).toEqual([4 / 24]);
    // 40 x 3,600 s of waiting are an hour; one request more begins another
    const seconds = (fixed: number) => ({
      ...COUNTED,
      account: { requests: { 'STS.AssumeRole': fixed } },
    });
    const size = { accounts: 1, regions: 1, resources: 0 };
    const full = 23_039_944 - 8; // (4 x 144,000 s - 2 x 0.7 s) x 8 / 0.2 s, less the requests of the two targets
    expect(own('customMetric', size, seconds(full))).toEqual([4 / 24]);
    expect(own('customMetric', size, seconds(full + 1))).toEqual([8 / 24]);
    expect(own('customMetric', size, seconds(1e9))).toEqual([4]);
  });

  test('two thirds of the requests leave the Region, a third stays', () => {
    expect(own('otherRegion')).toEqual([expect.closeTo((910 * 2_500 * 2) / 3 / GIGABYTE, 12)]);
    expect(own('otherRegion', { regions: 1 })).toEqual([0]);
  });
});

describe('induced usage', () => {
  test('each request is an event, AssumeRole is two; IAM is seen in two Regions more', () => {
    expect(requestsOf(SIZE, COUNTED, /AssumeRole/).total).toBe(50);
    expect(induced('trailEvent')).toEqual([1_920]);
    expect(induced('trailEvent', { trailCopies: 0 })).toEqual([0]);
    expect(induced('analyzedEvent')).toEqual([960, 80]);
  });

  test('calls that AWS charges for', () => {
    expect(induced('keyRequest')).toEqual([530]);
    expect(induced('bucketPut')).toEqual([30]);
    expect(induced('bucketGet')).toEqual([250]);
    expect(induced('queueRequest')).toEqual([0]);
  });
});

describe('the bill', () => {
  test('what is used is paid daily, what is held by the month', () => {
    expect(usdPerDay({ price: 'stateTransition', quantity: 18_006 })).toBeCloseTo(0.45015, 9);
    expect(usdPerDay({ price: 'dashboard', quantity: 1 })).toBeCloseTo(36 / 365, 12);
  });

  test('is the sum of its lines', () => {
    const bill = billOf([
      { price: 'tableWrite', what: 'a', quantity: 54_000 },
      { price: 'key', what: 'b', quantity: 2 },
    ]);
    expect(bill.lines.map((line) => line.usdPerDay)).toEqual([
      expect.closeTo(0.03375, 9),
      expect.closeTo(24 / 365, 9),
    ]);
    expect(bill.usdPerDay).toBeCloseTo(0.03375 + 24 / 365, 9);
  });

  test('every price is used, says when it was found, and where to look it up', () => {
    const cold = {
      ...COUNTED,
      objects: { empty: 150_000, evaluation: 0, runFilesPerTarget: 0, runFiles: 0 },
    };
    const used = new Set([...ownUsage(SIZE, cold), ...inducedUsage(SIZE, cold)].map(({ price }) => price));
    expect([...used].sort()).toEqual(Object.keys(PRICES).sort());
    for (const { usd, per, asOf, page } of Object.values(PRICES)) {
      expect(usd).toBeGreaterThan(0);
      expect(per).toBeGreaterThan(0);
      expect(asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/.*pricing\//);
    }
  });
});
