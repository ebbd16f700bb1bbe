import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './restore-tested.ts';

const tests = { testingPlan: 'weekly', succeededDays: 3, failedDays: 40 };
const manual = { testingPlan: null, succeededDays: 30, failedDays: null };

ruleTable(rule, { restores: [tests] }, [
  { name: 'nothing', facts: { restores: [] }, verdict: 'FAIL', reason: /^AWS lists no restore$/ },
  {
    name: 'all failed',
    facts: { restores: [{ ...tests, succeededDays: null }] },
    verdict: 'FAIL',
    reason: 'restores by weekly failed',
  },
  {
    name: 'the last failed',
    facts: { restores: [{ ...tests, failedDays: 2 }] },
    verdict: 'FAIL',
    reason: '3 days ago, and failed 2 days ago',
  },
  {
    name: 'one of the same test failed',
    facts: { restores: [{ ...tests, failedDays: 3 }] },
    verdict: 'FAIL',
    reason: 'and failed 3 days ago',
  },
  {
    name: 'too long ago',
    facts: { restores: [{ ...manual, succeededDays: 31 }] },
    verdict: 'FAIL',
    reason: 'on request 31 days ago',
  },
  { name: 'on the last day', parameters: { maxDays: 3 }, verdict: 'PASS', reason: 'by weekly 3 days ago' },
  {
    name: 'too long ago for this company',
    parameters: { maxDays: 2 },
    verdict: 'FAIL',
    reason: '3 days ago',
  },
  { name: 'on request', facts: { restores: [manual] }, verdict: 'PASS', reason: 'on request 30 days ago' },
  {
    name: 'a company that wants testing plans',
    facts: { restores: [manual] },
    parameters: { acceptManual: false },
    verdict: 'FAIL',
    reason: 'no restore by a testing plan',
  },
  {
    name: 'one way failed, another did not',
    facts: { restores: [{ ...manual, succeededDays: null, failedDays: 1 }, tests] },
    verdict: 'PASS',
    reason: 'restores on request failed; restored by weekly 3 days ago',
  },
  { name: 'no backups', facts: { restores: null }, verdict: 'NOT_APPLICABLE', reason: 'no recovery points' },
]);
