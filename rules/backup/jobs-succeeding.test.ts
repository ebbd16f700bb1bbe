import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './jobs-succeeding.ts';

const failed = [{ resource: 'db:shop', state: 'EXPIRED' }];

ruleTable(rule, { backupJobs: { succeeded: 9, failed: [] } }, [
  {
    name: 'one failed',
    facts: { backupJobs: { succeeded: 9, failed } },
    verdict: 'FAIL',
    reason: '9 of 10 resources succeeded, but not of db:shop (EXPIRED)',
  },
  { name: 'all failed', facts: { backupJobs: { succeeded: 0, failed } }, verdict: 'FAIL', reason: '0 of 1' },
  {
    name: 'a company that bears one',
    facts: { backupJobs: { succeeded: 9, failed } },
    parameters: { mayFail: 1 },
    verdict: 'PASS',
    reason: 'but not of db:shop',
  },
  {
    name: 'no jobs',
    facts: { backupJobs: { succeeded: 0, failed: [] } },
    verdict: 'NOT_APPLICABLE',
    reason: 'no backup job',
  },
]);
