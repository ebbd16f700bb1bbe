import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './snapshots-inherit-tags.ts';

ruleTable(rule, { copiesTagsToSnapshots: true }, [
  { name: 'not copied', facts: { copiesTagsToSnapshots: false }, verdict: 'FAIL', reason: 'do not get' },
]);
