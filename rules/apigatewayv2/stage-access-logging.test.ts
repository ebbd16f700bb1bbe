import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './stage-access-logging.ts';

ruleTable(rule, { accessLog: 'arn:aws:logs:eu-west-1:111122223333:log-group:shop' }, [
  { name: 'no log', facts: { accessLog: null }, verdict: 'FAIL', reason: 'not logged' },
]);
