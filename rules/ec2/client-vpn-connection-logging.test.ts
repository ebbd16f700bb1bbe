import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './client-vpn-connection-logging.ts';

ruleTable(rule, { connectionLog: 'vpn' }, [
  { name: 'no log', facts: { connectionLog: null }, verdict: 'FAIL', reason: 'not logged' },
]);
