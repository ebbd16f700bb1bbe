import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-deletion-protection.ts';

ruleTable(rule, { deletionProtection: true }, [
  { name: 'off', facts: { deletionProtection: false }, verdict: 'FAIL', reason: 'is off' },
]);
