import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './replication-instance-not-public.ts';

ruleTable(rule, { publiclyAccessible: false }, [
  { name: 'public', facts: { publiclyAccessible: true }, verdict: 'FAIL', reason: 'has a public address' },
]);
