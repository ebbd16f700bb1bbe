import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-no-initial-access-key.ts';

const password = { ageDays: 9, unusedDays: 1 };
const key = { number: 1, ageDays: 9, unusedDays: 0 } as const;

ruleTable(rule, { password, accessKeys: [key], initialAccessKeys: [1] }, [
  {
    name: 'never used',
    facts: { accessKeys: [{ ...key, unusedDays: null }] },
    verdict: 'FAIL',
    reason: 'never used: key 1',
  },
  {
    name: 'never used, but made later',
    facts: { accessKeys: [key, { ...key, number: 2, unusedDays: null }] },
    verdict: 'PASS',
    reason: 'no active key',
  },
  {
    name: 'made alone',
    facts: { accessKeys: [{ ...key, unusedDays: null }], initialAccessKeys: [] },
    verdict: 'PASS',
    reason: 'no active key',
  },
  {
    name: 'a user for programs',
    facts: { password: null, accessKeys: [{ ...key, unusedDays: null }] },
    verdict: 'NOT_APPLICABLE',
    reason: 'no console password',
  },
]);
