import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './auto-minor-upgrade.ts';

ruleTable(rule, { minorUpgrades: true }, [
  { name: 'by hand', facts: { minorUpgrades: false }, verdict: 'FAIL', reason: 'wait for somebody' },
]);
