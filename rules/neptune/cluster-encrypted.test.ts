import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-encrypted.ts';

ruleTable(rule, { storageEncrypted: true }, [
  { name: 'not encrypted', facts: { storageEncrypted: false }, verdict: 'FAIL', reason: 'not encrypted' },
]);
