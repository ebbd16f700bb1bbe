import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-access-keys-rotated.ts';

const young = { number: 1, ageDays: 90, unusedDays: 0 } as const;
const old = { number: 2, ageDays: 91, unusedDays: null } as const;

ruleTable(rule, { accessKeys: [young] }, [
  {
    name: 'one of two too old',
    facts: { accessKeys: [young, old] },
    verdict: 'FAIL',
    reason: 'key 1 is 90 days old; key 2 is 91 days old; the limit is 90 days',
  },
  {
    name: 'too old for this company',
    parameters: { maxDays: 60 },
    verdict: 'FAIL',
    reason: 'the limit is 60 days',
  },
  {
    name: 'young enough for this company',
    facts: { accessKeys: [old] },
    parameters: { maxDays: 91 },
    verdict: 'PASS',
    reason: '91 days old',
  },
  { name: 'no key', facts: { accessKeys: [] }, verdict: 'NOT_APPLICABLE', reason: 'no active access key' },
]);
