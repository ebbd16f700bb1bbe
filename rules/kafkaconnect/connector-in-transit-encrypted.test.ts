import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './connector-in-transit-encrypted.ts';

ruleTable(rule, { encryptedInTransit: true }, [
  { name: 'plain text', facts: { encryptedInTransit: false }, verdict: 'FAIL', reason: 'plain text' },
]);
