import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './in-transit-encrypted.ts';

ruleTable(rule, { tls: 'required' }, [
  { name: 'off', facts: { tls: null }, verdict: 'FAIL', reason: 'is off' },
  { name: 'while clients move', facts: { tls: 'preferred' }, verdict: 'FAIL', reason: 'without TLS' },
]);
