import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cross-zone.ts';

ruleTable(rule, { crossZone: true }, [
  { name: 'off', facts: { crossZone: false }, verdict: 'FAIL', reason: 'each zone keeps' },
]);
