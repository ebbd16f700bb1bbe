import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './key-not-pending-deletion.ts';

ruleTable(rule, { manager: 'CUSTOMER', state: 'Enabled' }, [
  {
    name: 'scheduled',
    facts: { state: 'PendingDeletion' },
    verdict: 'FAIL',
    reason: 'its state is PendingDeletion',
  },
  {
    name: 'a primary key whose replicas go first',
    facts: { state: 'PendingReplicaDeletion' },
    verdict: 'FAIL',
    reason: /PendingReplicaDeletion/,
  },
  { name: 'disabled', facts: { state: 'Disabled' }, verdict: 'PASS', reason: /is Disabled/ },
  { name: 'key of AWS', facts: { manager: 'AWS' }, verdict: 'NOT_APPLICABLE', reason: /AWS manages/ },
]);
