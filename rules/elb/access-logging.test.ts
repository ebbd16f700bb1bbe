import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './access-logging.ts';

ruleTable(rule, { accessLog: 'logs' }, [
  { name: 'no log', facts: { accessLog: null }, verdict: 'FAIL', reason: 'not logged' },
]);
