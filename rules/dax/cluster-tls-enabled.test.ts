import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-tls-enabled.ts';

ruleTable(rule, { tls: true }, [
  { name: 'plain text', facts: { tls: false }, verdict: 'FAIL', reason: 'plain text' },
]);
