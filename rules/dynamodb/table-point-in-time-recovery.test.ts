import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './table-point-in-time-recovery.ts';

ruleTable(rule, { pointInTimeRecovery: { enabled: true, periodDays: 35 } }, [
  {
    name: 'off',
    facts: { pointInTimeRecovery: { enabled: false, periodDays: null } },
    verdict: 'FAIL',
    reason: 'is off',
  },
  {
    name: 'a short reach',
    facts: { pointInTimeRecovery: { enabled: true, periodDays: 1 } },
    verdict: 'FAIL',
    reason: '1 days, less than 7',
  },
  {
    name: 'the reach that AWS has by itself',
    facts: { pointInTimeRecovery: { enabled: true, periodDays: null } },
    parameters: { minDays: 35 },
    verdict: 'PASS',
    reason: 'last 35 days',
  },
]);
