import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './multi-az.ts';

ruleTable(rule, { kind: 'ONTAP', deployment: 'MULTI_AZ_2' }, [
  { name: 'one zone', facts: { deployment: 'SINGLE_AZ_HA_2' }, verdict: 'FAIL', reason: 'SINGLE_AZ_HA_2' },
  {
    name: 'Lustre',
    facts: { kind: 'LUSTRE', deployment: 'PERSISTENT_2' },
    verdict: 'NOT_APPLICABLE',
    reason: 'Lustre',
  },
]);
