// One measurement of the bench in a process of its own, which loads nothing else: its heap and its memory are its own.
import { join } from 'node:path';
import type { Size } from './evidence.ts';

const MEASUREMENTS: Readonly<Record<string, (...words: readonly string[]) => unknown>> = {
  scan: async (region = '', ...accounts) => (await import('./scans.ts')).measureScan(region, accounts),
  engine: async () => (await import('./engine.ts')).measureEngine(),
  policies: async () => (await import('./policies.ts')).measurePolicies(),
  evidence: async (folder = '', size = '') =>
    (await import('./evidence.ts')).measureEvidence(
      join(folder, 'record'),
      join(folder, 'bundle'),
      JSON.parse(size) as Size,
    ),
  periodQuery: async (size = '') =>
    (await import('./evidence.ts')).measurePeriodQuery(JSON.parse(size) as Size),
};

const [name = '', ...words] = process.argv.slice(2);
process.send?.(await MEASUREMENTS[name]?.(...words), () => process.exit());
