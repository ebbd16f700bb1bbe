import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './trail-delivers-to-cloudwatch-logs.ts';

const arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*';

ruleTable(rule, { logGroup: { arn, daysSinceDelivery: 0 } }, [
  { name: 'no log group', facts: { logGroup: null }, verdict: 'FAIL', reason: 'no log group' },
  {
    name: 'never delivered',
    facts: { logGroup: { arn, daysSinceDelivery: null } },
    verdict: 'FAIL',
    reason: 'nothing was ever delivered',
  },
  {
    name: 'yesterday',
    facts: { logGroup: { arn, daysSinceDelivery: 1 } },
    verdict: 'PASS',
    reason: 'is 1 days old',
  },
  {
    name: 'silent',
    facts: { logGroup: { arn, daysSinceDelivery: 2 } },
    verdict: 'FAIL',
    reason: 'was 2 days ago',
  },
  {
    name: 'where little happens',
    facts: { logGroup: { arn, daysSinceDelivery: 7 } },
    parameters: { maxDays: 7 },
    verdict: 'PASS',
    reason: 'is 7 days old',
  },
]);
