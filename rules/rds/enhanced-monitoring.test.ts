import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './enhanced-monitoring.ts';

ruleTable(rule, { monitoringInterval: 60 }, [
  { name: 'off', facts: { monitoringInterval: 0 }, verdict: 'FAIL', reason: 'not measured' },
]);
