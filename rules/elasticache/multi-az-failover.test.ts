import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './multi-az-failover.ts';

ruleTable(rule, { automaticFailover: true, multiAz: true }, [
  { name: 'no failover', facts: { automaticFailover: false }, verdict: 'FAIL', reason: 'failover is off' },
  { name: 'in one zone', facts: { multiAz: false }, verdict: 'FAIL', reason: 'Multi-AZ is off' },
]);
