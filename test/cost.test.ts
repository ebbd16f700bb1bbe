import { expect, test } from '@jest/globals';
import type { Counted } from '#lib/cost/counted.ts';
import { MEASURED } from '#lib/cost/measured.ts';
import { measureUsage } from '../bin/tools/usage.ts';
import { useMoto } from './support/moto.ts';

const emulator = useMoto();

/** A rule more or less does not matter to a bill; a quarter does. */
const TOLERANCE = 0.25;

const figures = ({ account, globalTarget, regionalTarget, resource, items, objects }: Counted) => {
  const sum = (requests: Readonly<Record<string, number>>): number =>
    Object.values(requests).reduce((total, count) => total + count, 0);
  return {
    'requests to plan an account': sum(account.requests),
    'requests of a global target': sum(globalTarget.requests),
    'requests of a Region': sum(regionalTarget.requests),
    'requests of a resource': sum(resource.requests),
    'evaluations of a global target': globalTarget.evaluations,
    'evaluations of a Region': regionalTarget.evaluations,
    'evaluations of a resource': resource.evaluations,
    ...items,
    ...objects,
  };
};

test('what the cost model was told is what a run takes; if not: npm run measure', async () => {
  const now = Object.entries(figures(await measureUsage(emulator.moto.url)));
  const told: Readonly<Record<string, number>> = figures(MEASURED);
  const off = now
    .map(([name, value]) => ({ name, value, told: told[name] ?? Number.NaN }))
    .filter(({ value, told }) => !(Math.abs(value - told) <= TOLERANCE * told));
  expect(off).toEqual([]);
}, 180_000);
