import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './trail-actively-logging.ts';

ruleTable(rule, { logging: true, daysSinceDelivery: 0 }, [
  { name: 'stopped', facts: { logging: false }, verdict: 'FAIL', reason: 'is stopped' },
  { name: 'never delivered', facts: { daysSinceDelivery: null }, verdict: 'FAIL', reason: 'ever delivered' },
  { name: 'yesterday', facts: { daysSinceDelivery: 1 }, verdict: 'PASS', reason: '1 days old' },
  { name: 'silent', facts: { daysSinceDelivery: 2 }, verdict: 'FAIL', reason: 'delivered 2 days ago' },
  {
    name: 'where little happens',
    facts: { daysSinceDelivery: 7 },
    parameters: { maxDays: 7 },
    verdict: 'PASS',
    reason: '7 days old',
  },
]);
