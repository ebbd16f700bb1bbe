import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './invocation-logging.ts';

ruleTable(rule, { modelInvocationLogs: ['S3'] }, [
  { name: 'nowhere', facts: { modelInvocationLogs: [] }, verdict: 'FAIL', reason: 'not logged' },
  {
    name: 'twice',
    facts: { modelInvocationLogs: ['CloudWatch Logs', 'S3'] },
    verdict: 'PASS',
    reason: /Logs and S3$/,
  },
]);
