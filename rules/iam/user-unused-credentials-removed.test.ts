import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-unused-credentials-removed.ts';

const password = { ageDays: 400, unusedDays: 45 };
const key = { number: 1, ageDays: 400, unusedDays: 2 } as const;

ruleTable(rule, { password, accessKeys: [key] }, [
  {
    name: 'unused password',
    facts: { password: { ageDays: 400, unusedDays: 46 } },
    verdict: 'FAIL',
    reason: 'password: last used 46 days ago; key 1: last used 2 days ago; the limit is 45 days',
  },
  {
    name: 'key never used',
    facts: { accessKeys: [{ ...key, unusedDays: null }] },
    verdict: 'FAIL',
    reason: 'key 1: no recorded use, set 400 days ago',
  },
  {
    name: 'a stricter company',
    parameters: { maxDays: 30 },
    verdict: 'FAIL',
    reason: 'the limit is 30 days',
  },
  {
    name: 'new and not yet used',
    facts: { password: { ageDays: 3, unusedDays: null }, accessKeys: [] },
    verdict: 'PASS',
    reason: 'set 3 days ago',
  },
  {
    name: 'no credentials',
    facts: { password: null, accessKeys: [] },
    verdict: 'NOT_APPLICABLE',
    reason: 'no password and no active access key',
  },
]);
