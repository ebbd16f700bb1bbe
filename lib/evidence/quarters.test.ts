import { expect, test } from '@jest/globals';
import { quartersOf } from './quarters.ts';

test.each([
  ['2026-01-01', '2026-07-01', ['2026-Q1 whole', '2026-Q2 whole']],
  ['2026-11-01', '2026-11-15', ['2026-Q4']],
  ['2026-11-01', '2027-05-01', ['2026-Q4', '2027-Q1 whole', '2027-Q2']],
  ['2027-12-31', '2028-01-01', ['2027-Q4']],
  ['2026-04-01', '2026-07-01', ['2026-Q2 whole']],
])('%s to %s', (from, to, expected) => {
  const quarters = quartersOf({ from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` });
  expect(quarters.map(({ name, whole }) => (whole ? `${name} whole` : name))).toEqual(expected);
});
