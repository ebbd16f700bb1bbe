import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-belongs-to-group.ts';

ruleTable(rule, { groups: ['admins', 'staff'] }, [
  { name: 'none', facts: { groups: [] }, verdict: 'FAIL', reason: 'the user is in no group' },
  { name: 'one', facts: { groups: ['staff'] }, verdict: 'PASS', reason: 'groups: staff' },
]);
