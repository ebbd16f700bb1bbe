import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-single-active-access-key.ts';

const key = { number: 1, ageDays: 400, unusedDays: null } as const;

ruleTable(rule, { accessKeys: [key] }, [
  {
    name: 'two',
    facts: { accessKeys: [key, { number: 2, ageDays: 3, unusedDays: 0 }] },
    verdict: 'FAIL',
    reason: '2 active access keys: key 1 is 400 days old, key 2 is 3 days old',
  },
  { name: 'none', facts: { accessKeys: [] }, verdict: 'NOT_APPLICABLE', reason: 'no active access key' },
]);
