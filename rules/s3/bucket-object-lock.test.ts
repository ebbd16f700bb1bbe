import { receives } from '../../test/support/log-archive.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-object-lock.ts';

const policy = receives(['cloudtrail.amazonaws.com', 'config.amazonaws.com']);

ruleTable(rule, { policy, defaultLock: { mode: 'COMPLIANCE', days: 365 } }, [
  {
    name: 'no lock',
    facts: { defaultLock: null },
    verdict: 'FAIL',
    reason: 'logs of cloudtrail.amazonaws.com are not locked',
  },
  {
    name: 'too short',
    facts: { defaultLock: { mode: 'GOVERNANCE', days: 364 } },
    verdict: 'FAIL',
    reason: '364 days, fewer than 365',
  },
  {
    name: 'long enough for this company',
    facts: { defaultLock: { mode: 'GOVERNANCE', days: 90 } },
    parameters: { minDays: 90 },
    verdict: 'PASS',
    reason: '90 days in mode GOVERNANCE',
  },
  {
    name: 'logs of another service',
    facts: { policy: receives(['config.amazonaws.com']), defaultLock: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'no logs that are to be locked',
  },
  {
    name: 'another service whose logs this company locks',
    facts: { policy: receives(['config.amazonaws.com']), defaultLock: null },
    parameters: { logsOf: ['config.amazonaws.com'] },
    verdict: 'FAIL',
    reason: 'logs of config.amazonaws.com',
  },
  { name: 'a bucket of data', facts: { policy: null }, verdict: 'NOT_APPLICABLE', reason: 'no logs' },
]);
