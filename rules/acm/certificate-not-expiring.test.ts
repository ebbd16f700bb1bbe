import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './certificate-not-expiring.ts';

ruleTable(rule, { status: 'ISSUED', inUse: true, imported: false, daysLeft: 30 }, [
  { name: 'ACM is late', facts: { daysLeft: 29 }, verdict: 'FAIL', reason: '29 days, and ACM has not' },
  {
    name: 'imported',
    facts: { imported: true, daysLeft: 3 },
    verdict: 'FAIL',
    reason: 'nobody but its owner',
  },
  { name: 'sooner for this company', parameters: { days: 31 }, verdict: 'FAIL', reason: 'in 30 days' },
  {
    name: 'later for this company',
    parameters: { days: 7 },
    facts: { daysLeft: 7 },
    verdict: 'PASS',
    reason: '7',
  },
  {
    name: 'expired',
    facts: { status: 'EXPIRED', daysLeft: -2 },
    verdict: 'FAIL',
    reason: 'its status is EXPIRED',
  },
  {
    name: 'revoked long before its end',
    facts: { status: 'REVOKED', daysLeft: 200 },
    verdict: 'FAIL',
    reason: 'REVOKED',
  },
  {
    name: 'expired, and used by nothing',
    facts: { status: 'EXPIRED', inUse: false, daysLeft: -2 },
    verdict: 'NOT_APPLICABLE',
    reason: 'no service uses',
  },
  {
    name: 'never issued',
    facts: { status: 'FAILED', inUse: false, daysLeft: null },
    verdict: 'NOT_APPLICABLE',
    reason: /never issued \(FAILED\)/,
  },
]);
