import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './server-certificate-listed-for-review.ts';

ruleTable(rule, { ageDays: 40, daysLeft: 300, tags: { Owner: 'core' } }, [
  {
    name: 'nobody to ask',
    facts: { tags: {} },
    parameters: { ownerTag: 'Owner' },
    verdict: 'FAIL',
    reason: 'uploaded 40 days ago; expires in 300 days; no tag Owner names an owner',
  },
  { name: 'expired', facts: { daysLeft: -3 }, verdict: 'PASS', reason: 'expired 3 days ago' },
  {
    name: 'another tag',
    facts: { tags: { team: 'a' } },
    parameters: { ownerTag: 'team' },
    verdict: 'PASS',
    reason: 'owner: a',
  },
]);
