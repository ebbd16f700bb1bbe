import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './snapshots-inherit-tags.ts';

ruleTable(rule, { copiesTagsToSnapshots: true, cluster: null }, [
  { name: 'without', facts: { copiesTagsToSnapshots: false }, verdict: 'FAIL', reason: 'without tags' },
  {
    name: 'a member of a cluster',
    facts: { copiesTagsToSnapshots: false, cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'of the cluster orders',
  },
]);
