import type { DbTls } from '#lib/domain/facts/rds.ts';
import type { RuleRow } from './rule-table.ts';

/** TLS as it should be. */
export const REQUIRED: DbTls = { group: 'strict', parameter: 'rds.force_ssl', value: '1', inEffect: true };

/** What every rule about TLS of databases must say. */
export const tlsRows: readonly RuleRow<{ readonly tls: DbTls | null }, Record<never, never>>[] = [
  {
    name: 'turned off',
    facts: { tls: { ...REQUIRED, value: '0' } },
    verdict: 'FAIL',
    reason: 'rds.force_ssl is 0 in strict',
  },
  {
    name: 'not set',
    facts: { tls: { ...REQUIRED, value: null } },
    verdict: 'FAIL',
    reason: 'not set in strict',
  },
  {
    name: 'in words',
    facts: { tls: { ...REQUIRED, value: 'ON' } },
    verdict: 'PASS',
    reason: 'is ON in strict',
  },
  { name: 'off in words', facts: { tls: { ...REQUIRED, value: 'OFF' } }, verdict: 'FAIL', reason: 'is OFF' },
  {
    name: 'not before the next restart',
    facts: { tls: { ...REQUIRED, inEffect: false } },
    verdict: 'FAIL',
    reason: 'with the next restart only',
  },
  { name: 'an engine without it', facts: { tls: null }, verdict: 'NOT_APPLICABLE', reason: 'by other means' },
];
