import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './vault-deletion-blocked.ts';

ruleTable(rule, { recoveryPoints: 3, guard: 'lock' }, [
  { name: 'nothing', facts: { guard: null }, verdict: 'FAIL', reason: 'neither a lock nor a policy' },
  {
    name: 'a lock that can be undone',
    facts: { guard: 'removable lock' },
    verdict: 'PASS',
    reason: 'undone',
  },
  { name: 'a policy', facts: { guard: 'policy' }, verdict: 'PASS', reason: /^a policy of the vault blocks/ },
  {
    name: 'a company that wants final locks',
    facts: { guard: 'removable lock' },
    parameters: { accepted: ['lock'] },
    verdict: 'FAIL',
    reason: /^only a vault lock that can be undone/,
  },
  {
    name: 'an empty vault',
    facts: { recoveryPoints: 0, guard: null },
    verdict: 'NOT_APPLICABLE',
    reason: 'no recovery points',
  },
]);
