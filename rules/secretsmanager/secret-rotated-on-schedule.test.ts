import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './secret-rotated-on-schedule.ts';

ruleTable(rule, { rotationEnabled: true, replicaOf: null, daysSinceRotation: 90, daysOverdue: 0 }, [
  { name: 'overdue', facts: { daysOverdue: 1 }, verdict: 'FAIL', reason: 'overdue for 1 days' },
  { name: 'too old', facts: { daysSinceRotation: 91 }, verdict: 'FAIL', reason: '91 days old, more than 90' },
  { name: 'too old for this company', parameters: { maxDays: 30 }, verdict: 'FAIL', reason: 'more than 30' },
  {
    name: 'no next rotation is planned',
    facts: { daysOverdue: null },
    verdict: 'PASS',
    reason: '90 days old',
  },
  {
    name: 'no rotation',
    facts: { rotationEnabled: false, daysSinceRotation: 500, daysOverdue: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'rotation is off',
  },
  {
    name: 'a copy',
    facts: { replicaOf: 'eu-west-1', daysSinceRotation: 500 },
    verdict: 'NOT_APPLICABLE',
    reason: 'in eu-west-1',
  },
]);
