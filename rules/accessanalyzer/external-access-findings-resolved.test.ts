import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './external-access-findings-resolved.ts';

const open = (ageDays: number) => ({
  activeFindings: { count: 2, oldest: { resource: 'arn:aws:s3:::shared', ageDays } },
});

ruleTable(rule, { status: 'ACTIVE', activeFindings: { count: 0, oldest: null } }, [
  { name: 'not at work', facts: { status: 'DISABLED' }, verdict: 'FAIL', reason: 'the analyzer is DISABLED' },
  { name: 'a week old', facts: open(7), verdict: 'PASS', reason: '2 open' },
  {
    name: 'more than a week old',
    facts: open(8),
    verdict: 'FAIL',
    reason: '2 open; the oldest, on arn:aws:s3:::shared, is 8 days old; the limit is 7 days',
  },
  {
    name: 'young enough for this company',
    facts: open(8),
    parameters: { maxDays: 8 },
    verdict: 'PASS',
    reason: '8 days old',
  },
]);
