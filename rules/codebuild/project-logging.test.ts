import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './project-logging.ts';

ruleTable(rule, { logsTo: ['CloudWatch Logs'] }, [
  { name: 'nowhere', facts: { logsTo: [] }, verdict: 'FAIL', reason: 'nowhere' },
  { name: 'twice', facts: { logsTo: ['CloudWatch Logs', 'S3'] }, verdict: 'PASS', reason: /Logs and S3$/ },
]);
