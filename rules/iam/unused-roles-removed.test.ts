import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './unused-roles-removed.ts';

ruleTable(rule, { path: '/', ageDays: 500, lastUse: { unusedDays: 90, region: 'eu-west-1' } }, [
  {
    name: 'used, AWS does not say where',
    facts: { lastUse: { unusedDays: 3, region: null } },
    verdict: 'PASS',
    reason: /last used 3 days ago$/,
  },
  {
    name: 'one day more',
    facts: { lastUse: { unusedDays: 91, region: 'eu-west-1' } },
    verdict: 'FAIL',
    reason: 'last used 91 days ago in eu-west-1; the limit is 90 days',
  },
  {
    name: 'never used',
    facts: { lastUse: null },
    verdict: 'FAIL',
    reason: 'no use of the role is recorded, and it was made 500 days ago',
  },
  {
    name: 'young and not yet used',
    facts: { ageDays: 90, lastUse: null },
    verdict: 'PASS',
    reason: 'made 90 days ago',
  },
  {
    name: 'role of a service',
    facts: { path: '/aws-service-role/support.amazonaws.com/', lastUse: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'an AWS service owns this role',
  },
  {
    name: 'a stricter company',
    parameters: { maxDays: 60 },
    verdict: 'FAIL',
    reason: 'the limit is 60 days',
  },
]);
