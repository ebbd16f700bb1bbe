import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './group-has-members.ts';

ruleTable(rule, { members: ['ann', 'bob'] }, [
  { name: 'empty', facts: { members: [] }, verdict: 'FAIL', reason: 'the group has no members' },
  { name: 'one', facts: { members: ['ann'] }, verdict: 'PASS', reason: '1 members' },
]);
