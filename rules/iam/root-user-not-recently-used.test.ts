import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './root-user-not-recently-used.ts';

ruleTable(rule, { rootUnusedDays: 90 }, [
  {
    name: 'one day short',
    facts: { rootUnusedDays: 89 },
    verdict: 'FAIL',
    reason: 'last used 89 days ago; asked for: 90 days',
  },
  { name: 'today', facts: { rootUnusedDays: 0 }, verdict: 'FAIL', reason: '0 days ago' },
  {
    name: 'never',
    facts: { rootUnusedDays: null },
    verdict: 'PASS',
    reason: 'no use of the root user is recorded',
  },
  {
    name: 'a stricter company',
    parameters: { minDays: 365 },
    verdict: 'FAIL',
    reason: 'asked for: 365 days',
  },
]);
