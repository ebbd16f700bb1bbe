import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './environment-managed-updates.ts';

ruleTable(rule, { managedUpdates: true }, [
  { name: 'off', facts: { managedUpdates: false }, verdict: 'FAIL', reason: 'are off' },
]);
