import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlannedTarget } from '../domain/run.ts';
import { targetId } from '../domain/target.ts';
import { batches, REQUESTS_PER_BATCH, TARGETS_PER_BATCH } from './batches.ts';

const target = (index: number): PlannedTarget => ({
  account: String(index).padStart(12, '0'),
  region: 'eu-west-1',
  management: false,
  unreachable: null,
});
const targets = (count: number) => Array.from({ length: count }, (_, index) => target(index));
const took = (requests: readonly number[], scanned = true) =>
  requests.map((count, index) => ({ ...target(index), scanned, requests: count }));
const sizes = (all: ReturnType<typeof batches>) => all.map((batch) => batch.targets.length);

test('small targets share a function, so many that an account stays together', () => {
  expect(sizes(batches(targets(40), took(Array(40).fill(20))))).toEqual([18, 18, 4]);
});

test('a large target has a function of its own', () => {
  expect(sizes(batches(targets(5), took([20, 20, 5_000, 20, 20])))).toEqual([2, 1, 2]);
});

test('of targets never scanned, or not entered the last time, something in between is expected', () => {
  expect(sizes(batches(targets(12), []))).toEqual([10, 2]);
  expect(sizes(batches(targets(12), took(Array(12).fill(0), false)))).toEqual([10, 2]);
});

test('every target is in one batch, in order, and no batch is larger than a function can read', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 100 }), (requests) => {
      const last = new Map(took(requests).map((result) => [targetId(result), result.requests]));
      const all = batches(targets(requests.length), took(requests));
      expect(all.flatMap((batch) => batch.targets)).toEqual(targets(requests.length));
      for (const batch of all) {
        expect(batch.targets.length).toBeLessThanOrEqual(TARGETS_PER_BATCH);
        const sum = batch.targets.reduce((total, one) => total + (last.get(targetId(one)) ?? 0), 0);
        if (batch.targets.length > 1) expect(sum).toBeLessThanOrEqual(REQUESTS_PER_BATCH);
      }
    }),
  );
});
