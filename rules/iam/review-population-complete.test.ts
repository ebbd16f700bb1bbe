import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './review-population-complete.ts';

const counts = { users: 3, groups: 2, roles: 7, policies: 1 };
const report = { generatedAt: '2026-11-01T03:30:00.000Z', ageHours: 2, users: 3 };

ruleTable(rule, { inventory: { listed: counts, counted: counts }, credentialReport: report }, [
  {
    name: 'two roles too few',
    facts: { inventory: { listed: { ...counts, roles: 5 }, counted: counts } },
    verdict: 'FAIL',
    reason: /^5 of 7 roles were listed$/,
  },
  {
    name: 'one user too many',
    facts: { inventory: { listed: { ...counts, users: 4 }, counted: counts } },
    verdict: 'FAIL',
    reason: '4 of 3 users were listed; the credential report, 2 hours old, lacks 1 users',
  },
  {
    name: 'a report without a user',
    facts: { credentialReport: { ...report, users: 2 } },
    verdict: 'FAIL',
    reason: /^the credential report, 2 hours old, lacks 1 users$/,
  },
  {
    name: 'a report that still has a deleted user',
    facts: { credentialReport: { ...report, users: 4 } },
    verdict: 'PASS',
    reason: 'listed and counted alike: 3 users, 2 groups, 7 roles, 1 policies',
  },
]);
