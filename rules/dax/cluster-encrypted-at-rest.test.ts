import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-encrypted-at-rest.ts';

ruleTable(rule, { encryptedAtRest: true }, [
  { name: 'off', facts: { encryptedAtRest: false }, verdict: 'FAIL', reason: 'is off' },
]);
