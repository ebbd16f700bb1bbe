import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './snapshot-encrypted.ts';

ruleTable(rule, { storageEncrypted: true }, [
  { name: 'in clear', facts: { storageEncrypted: false }, verdict: 'FAIL', reason: 'is not encrypted' },
]);
