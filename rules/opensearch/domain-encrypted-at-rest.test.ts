import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './domain-encrypted-at-rest.ts';

ruleTable(rule, { encryptedAtRest: true }, [
  { name: 'not encrypted', facts: { encryptedAtRest: false }, verdict: 'FAIL', reason: 'not encrypted' },
]);
