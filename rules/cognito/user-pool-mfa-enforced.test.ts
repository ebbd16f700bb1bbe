import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-pool-mfa-enforced.ts';

ruleTable(rule, { mfa: 'ON' }, [
  { name: 'off', facts: { mfa: 'OFF' }, verdict: 'FAIL', reason: 'MFA is OFF' },
  { name: 'optional', facts: { mfa: 'OPTIONAL' }, verdict: 'FAIL', reason: 'may choose to go without' },
]);
