import { REQUIRED, tlsRows } from '../../test/support/databases.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './instance-connection-tls-required.ts';

ruleTable(rule, { tls: REQUIRED, cluster: null }, [
  ...tlsRows,
  {
    name: 'a member of a cluster',
    facts: { tls: null, cluster: 'orders' },
    verdict: 'NOT_APPLICABLE',
    reason: 'the cluster orders decides',
  },
]);
