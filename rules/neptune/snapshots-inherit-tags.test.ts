import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './snapshots-inherit-tags.ts';

ruleTable(rule, { copyTagsToSnapshots: true }, [
  { name: 'not copied', facts: { copyTagsToSnapshots: false }, verdict: 'FAIL', reason: 'do not get' },
]);
