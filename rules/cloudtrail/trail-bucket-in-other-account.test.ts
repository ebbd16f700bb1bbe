import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './trail-bucket-in-other-account.ts';

ruleTable(rule, { bucketOwner: 'other account' }, [
  {
    name: 'in the same account',
    facts: { bucketOwner: 'own account' },
    verdict: 'FAIL',
    reason: 'belongs to the same account',
  },
  { name: 'deleted', facts: { bucketOwner: 'nobody' }, verdict: 'FAIL', reason: 'does not exist' },
]);
