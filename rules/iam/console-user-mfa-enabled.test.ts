import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './console-user-mfa-enabled.ts';

ruleTable(rule, { password: { ageDays: 10, unusedDays: 1 }, mfaActive: true }, [
  { name: 'no device', facts: { mfaActive: false }, verdict: 'FAIL', reason: 'no MFA device' },
  {
    name: 'no password',
    facts: { password: null, mfaActive: false },
    verdict: 'NOT_APPLICABLE',
    reason: 'no console password',
  },
]);
