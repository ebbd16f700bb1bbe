import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './audit-logging.ts';

ruleTable(rule, { auditLogging: { destination: 's3', failing: false } }, [
  { name: 'off', facts: { auditLogging: null }, verdict: 'FAIL', reason: 'is off' },
  {
    name: 'on, but the bucket does not take them',
    facts: { auditLogging: { destination: 's3', failing: true } },
    verdict: 'FAIL',
    reason: 'a bucket, but the last delivery failed',
  },
  {
    name: 'to CloudWatch Logs',
    facts: { auditLogging: { destination: 'cloudwatch', failing: false } },
    verdict: 'PASS',
    reason: 'CloudWatch Logs',
  },
]);
