import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './multi-az.ts';

ruleTable(rule, { multiAz: true, cluster: null, replicaOf: null }, [
  { name: 'one zone', facts: { multiAz: false }, verdict: 'FAIL', reason: 'one zone' },
  {
    name: 'a member of a cluster',
    facts: { cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'orders',
  },
  { name: 'a read replica', facts: { replicaOf: 'shop' }, verdict: 'NOT_APPLICABLE', reason: 'shop' },
]);
