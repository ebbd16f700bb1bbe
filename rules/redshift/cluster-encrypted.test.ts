import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-encrypted.ts';

ruleTable(rule, { encrypted: true }, [
  { name: 'not encrypted', facts: { encrypted: false }, verdict: 'FAIL', reason: 'not encrypted' },
]);
