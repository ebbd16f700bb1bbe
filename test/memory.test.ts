import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { ScanTally } from '#lib/report/scan-report.ts';
import { inOrder } from '#lib/scan/in-order.ts';
import { readTarget } from '#lib/scan/read.ts';
import { CONCURRENT_TARGETS } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { deployment, type World } from './support/world.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapBytes = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

const WARM = 500;
const ACCOUNTS = 5_000;
/** One account's evaluations take more than 15 kB: whoever keeps them, or half of them, exceeds this. */
const BYTES_PER_ACCOUNT = 4_096;

test('promise 8: what a scan keeps of an account it has passed is less than a quarter of its evaluations', async () => {
  const things = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`thing-${index}`, index % 2 === 0]),
  );
  const place = { things };
  const world: World = Object.fromEntries(
    Array.from({ length: ACCOUNTS }, (_, index) => [`${String(100_000_000_000 + index)}/eu-west-1`, place]),
  );
  const vouch = deployment();
  vouch.at('2026-11-01T06:00:00Z', world);
  const { targets } = await vouch.organization().survey();
  const tally = new ScanTally(
    vouch.rules.map(({ rule }) => rule),
    DEFAULT_SCOPE.criteria,
  );
  let passed = 0;
  let evaluated = 0;
  let warm = 0;
  const readings = inOrder(targets, CONCURRENT_TARGETS, async (target) => ({
    target,
    ...(await readTarget(target, vouch)),
  }));
  for await (const { target, evaluations, note } of readings) {
    evaluated += tally.add(target, note, evaluations).length;
    passed += 1;
    if (passed === WARM) warm = heapBytes();
  }
  expect(evaluated).toBe(ACCOUNTS * 20);
  expect((heapBytes() - warm) / (ACCOUNTS - WARM)).toBeLessThan(BYTES_PER_ACCOUNT);
}, 120_000);
