import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-snapshots-inherit-tags.ts';

ruleTable(rule, { copiesTagsToSnapshots: true }, [
  { name: 'without', facts: { copiesTagsToSnapshots: false }, verdict: 'FAIL', reason: 'without tags' },
]);
