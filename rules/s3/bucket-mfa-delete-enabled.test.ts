import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-mfa-delete-enabled.ts';

const off = { versioning: { status: 'Enabled', mfaDelete: false } };
const locked = (mode: string, days: number) => ({ ...off, defaultLock: { mode, days } });

ruleTable(rule, { versioning: { status: 'Enabled', mfaDelete: true }, defaultLock: null }, [
  { name: 'off', facts: off, verdict: 'FAIL', reason: 'MFA delete is off; no lock' },
  {
    name: 'never versioned',
    facts: { versioning: { status: null, mfaDelete: false } },
    verdict: 'FAIL',
    reason: 'MFA delete is off',
  },
  {
    name: 'suspended',
    facts: { versioning: { status: 'Suspended', mfaDelete: true } },
    verdict: 'FAIL',
    reason: /versioning is Suspended/,
  },
  {
    name: 'locked, which needs no second factor',
    facts: locked('COMPLIANCE', 30),
    verdict: 'PASS',
    reason: 'locked for 30 days in COMPLIANCE mode',
  },
  { name: 'locked too shortly', facts: locked('COMPLIANCE', 29), verdict: 'FAIL', reason: '29 days' },
  {
    name: 'locked for long enough for this company',
    facts: locked('COMPLIANCE', 29),
    parameters: { minLockDays: 29 },
    verdict: 'PASS',
    reason: '29 days',
  },
  {
    name: 'a lock that can be broken',
    facts: locked('GOVERNANCE', 365),
    verdict: 'FAIL',
    reason: 'GOVERNANCE',
  },
  {
    name: 'a lock that can be broken by those whom the company trusts',
    facts: locked('GOVERNANCE', 365),
    parameters: { governanceCounts: true },
    verdict: 'PASS',
    reason: 'GOVERNANCE',
  },
]);
