import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './ca-certificate-not-expiring.ts';

ruleTable(rule, { certificateDaysLeft: 30 }, [
  { name: 'soon', facts: { certificateDaysLeft: 29 }, verdict: 'FAIL', reason: 'expires in 29 days' },
  { name: 'today', facts: { certificateDaysLeft: 0 }, verdict: 'FAIL', reason: 'expires in 0 days' },
  { name: 'expired', facts: { certificateDaysLeft: -3 }, verdict: 'FAIL', reason: 'expired 3 days ago' },
  { name: 'too soon for this company', parameters: { minDays: 60 }, verdict: 'FAIL', reason: 'in 30 days' },
  { name: 'none', facts: { certificateDaysLeft: null }, verdict: 'NOT_APPLICABLE', reason: 'no certificate' },
]);
