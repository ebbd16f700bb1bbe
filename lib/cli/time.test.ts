import { expect, test } from '@jest/globals';
import { time, until } from './time.ts';

test.each([
  ['2026-01-01', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ['2026-01-01T06:00Z', '2026-01-01T06:00:00.000Z', '2026-01-01T06:00:00.000Z'],
  ['2026-01-01T06:00:00.5Z', '2026-01-01T06:00:00.500Z', '2026-01-01T06:00:00.500Z'],
])(
  '%s is midnight UTC of a day, or a time; to look back from, a day counts to its end',
  (text, start, end) => {
    expect(time(text)).toBe(start);
    expect(until(text)).toBe(end);
  },
);

test.each([
  ['yesterday', 'yesterday: expected a day or a UTC time'],
  ['2026-13-01', '2026-13-01: expected a day or a UTC time'],
  ['2026-02-29', '2026-02-29: there is no 2026-02-29'],
  ['2026-04-31T00:00:00Z', 'there is no 2026-04-31'],
  ['2026-01-01T06:00', '2026-01-01T06:00: expected a day or a UTC time'],
  [
    '2026-01-01T00:30:00+01:00',
    '2026-01-01T00:30:00+01:00: evidence is in UTC; in UTC this is 2025-12-31T23:30:00.000Z',
  ],
])('%s is refused, saying why', (text, why) => {
  expect(() => time(text)).toThrow(why);
});
