import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-node-to-node-encrypted.ts';

ruleTable(rule, { encryptedBetweenNodes: true }, [
  { name: 'off', facts: { encryptedBetweenNodes: false }, verdict: 'FAIL', reason: 'is off' },
]);
