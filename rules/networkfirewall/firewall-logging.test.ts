import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './firewall-logging.ts';

ruleTable(rule, { logTypes: ['ALERT', 'FLOW'] }, [
  { name: 'alerts alone', facts: { logTypes: ['ALERT'] }, verdict: 'PASS', reason: /ALERT$/ },
  { name: 'nothing', facts: { logTypes: [] }, verdict: 'FAIL', reason: 'nothing is logged' },
]);
