import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './task-logging.ts';

const logGroup = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/datasync:*';

ruleTable(rule, { logGroup, logLevel: 'BASIC' }, [
  { name: 'no group', facts: { logGroup: null }, verdict: 'FAIL', reason: 'no log group' },
  { name: 'off', facts: { logLevel: 'OFF' }, verdict: 'FAIL', reason: 'level is OFF' },
  { name: 'every file', facts: { logLevel: 'TRANSFER' }, verdict: 'PASS', reason: /^logs TRANSFER to arn/ },
]);
