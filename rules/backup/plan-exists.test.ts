import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './plan-exists.ts';

const plan = { arn: 'arn:aws:backup:eu-west-1:111122223333:backup-plan:1', name: 'daily', selections: 2 };

ruleTable(rule, { backupPlans: [plan] }, [
  { name: 'no plan', facts: { backupPlans: [] }, verdict: 'FAIL', reason: /no backup plan$/ },
  {
    name: 'a plan without resources',
    facts: { backupPlans: [{ ...plan, selections: 0 }] },
    verdict: 'FAIL',
    reason: 'selects any resources: daily',
  },
  {
    name: 'one of two plans has resources',
    facts: { backupPlans: [{ ...plan, name: 'empty', selections: 0 }, plan] },
    verdict: 'PASS',
    reason: /resources: daily$/,
  },
]);
